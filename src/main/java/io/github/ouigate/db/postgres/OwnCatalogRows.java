package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.postgres.truncate.PostgresTruncation;
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
    private final Map<String, Long> rewritten;

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
        this.rewritten = own.truncated().isEmpty() ? Map.of() : rewritten();
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
         * are still there, and of what was there before, it has removed only what it was to drop, and written anew only what
         * tells where truncated tables are stored. Rows of a catalog that is not counted, such as roles, functions and
         * settings, are never its own, also where they were only changed.
         */
        boolean explain(TableWrites writes) {
            String catalog = writes.table().name();
            Count made = counts.get(catalog);
            Count before = madeBefore.getOrDefault(catalog, NONE);
            return made != null
                    && !writes.uncounted()
                    && made.others() == before.others()
                    && made.own() - before.own()
                            == dropped.getOrDefault(catalog, NONE).own()
                                    + rewritten.getOrDefault(catalog, 0L)
                                    + writes.inserted()
                                    - writes.deleted();
        }
    }

    /**
     * Returns how many rows of each catalog TRUNCATE writes anew: one for each file, and one for each index that was not to
     * be used under older snapshots.
     */
    private Map<String, Long> rewritten() throws SQLException {
        Map<String, Long> found = new HashMap<>();
        rows.list(
                "WITH " + PostgresTruncation.relations()
                        + " SELECT 'pg_class', count(*) FROM truncated UNION ALL SELECT 'pg_index', count(*)"
                        + " FROM pg_index JOIN truncated ON oid = indexrelid WHERE indcheckxmin",
                row -> found.put(row.getString(1), row.getLong(2)),
                PostgresTables.sql(own.truncated()));
        return found;
    }

    private Map<String, Count> count(String condition) throws SQLException {
        Map<String, Count> counts = new HashMap<>();
        rows.list(
                Resources.text(OwnCatalogRows.class, "own-catalog-rows.sql")
                        .formatted(condition, PostgresTruncation.relations()),
                row -> counts.put(row.getString(1), new Count(row.getLong(2), row.getLong(3))),
                own.keys().stream().map(key -> key.table().sql()).toList(),
                own.keys().stream().map(KeyName::name).toList(),
                PostgresTables.sql(own.indexes()),
                PostgresTables.sql(own.truncated()));
        return counts;
    }
}
