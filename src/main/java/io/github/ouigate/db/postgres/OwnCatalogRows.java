package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.KeyName;
import io.github.ouigate.db.schema.OwnDefinitions;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells whether what a transaction has written to the server's catalogs describes only what it has defined for itself, or
 * temporary objects, which nobody else sees.
 */
final class OwnCatalogRows {
    /**
     * The rows of one catalog.
     *
     * @param own how many describe what is the transaction's own
     * @param others how many describe anything else
     */
    private record Count(long own, long others) {}

    private static final String MADE = "age(xmin) <= oldest";
    private static final Count NONE = new Count(0, 0);

    private final Rows rows;
    private final OwnDefinitions own;
    private final Map<String, Count> madeBefore;
    private final Map<String, Count> dropped;

    /**
     * Counts what the transaction is going to drop; nothing is dropped yet.
     *
     * @param written whether it may have written to the catalogs before
     */
    OwnCatalogRows(Rows rows, OwnDefinitions own, boolean written) throws SQLException {
        this.rows = rows;
        this.own = own;
        this.madeBefore = written ? count(MADE) : Map.of();
        this.dropped = own.keys().isEmpty() ? Map.of() : count("true");
    }

    /** Returns what the transaction has made by now; to be asked once the keys are there again. */
    Made made() throws SQLException {
        return new Made(count(MADE));
    }

    /** The rows that the transaction has made, by catalog. */
    final class Made {
        private final Map<String, Count> counts;

        private Made(Map<String, Count> counts) {
            this.counts = counts;
        }

        /**
         * Returns whether the rows that were written to a catalog are the transaction's own: all that it has made and that
         * are still there, and of what was there before, it has removed only what it was to drop.
         */
        boolean explain(TableWrites writes) {
            String catalog = writes.table().name();
            Count made = counts.getOrDefault(catalog, NONE);
            Count before = madeBefore.getOrDefault(catalog, NONE);
            return !writes.uncounted()
                    && made.others() == before.others()
                    && made.own() - before.own()
                            == dropped.getOrDefault(catalog, NONE).own() + writes.inserted() - writes.deleted();
        }
    }

    private Map<String, Count> count(String condition) throws SQLException {
        Map<String, Count> counts = new HashMap<>();
        rows.list(
                Resources.text(OwnCatalogRows.class, "own-catalog-rows.sql").formatted(condition),
                row -> counts.put(row.getString(1), new Count(row.getLong(2), row.getLong(3))),
                own.keys().stream().map(key -> key.table().sql()).toList(),
                own.keys().stream().map(KeyName::name).toList(),
                PostgresTables.sql(own.indexes()));
        return counts;
    }
}
