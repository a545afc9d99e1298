package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.postgres.truncate.PostgresTruncation;
import io.github.ouigate.db.schema.KeyName;
import io.github.ouigate.db.schema.OwnDefinitions;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether what a transaction has written to the server's catalogs describes only what it has defined for itself, or
 * temporary objects, which nobody else sees: all other rows are still there, and none of them is new.
 */
final class OwnCatalogRows {
    /**
     * The rows of one catalog that describe anything else.
     *
     * @param made how many of them the transaction has made
     */
    private record Others(long all, long made) {}

    private final Rows rows;
    private final OwnDefinitions own;
    private final Map<String, Others> before;

    /** Counts the other rows; the transaction has not yet written what is to be explained. */
    OwnCatalogRows(Rows rows, OwnDefinitions own) throws SQLException {
        this.rows = rows;
        this.own = own;
        this.before = own.isAny() ? others() : Map.of();
    }

    /**
     * Returns the catalogs to which the transaction can only have written rows of its own; to be asked once the keys are
     * there again. Catalogs that have no such rows are not among them.
     */
    Set<String> explained() throws SQLException {
        if (!own.isAny()) {
            return Set.of();
        }
        Map<String, Others> now = others();
        now.entrySet().retainAll(before.entrySet());
        return now.keySet();
    }

    private Map<String, Others> others() throws SQLException {
        Map<String, Others> others = new HashMap<>();
        rows.list(
                Resources.text(OwnCatalogRows.class, "own-catalog-rows.sql").formatted(PostgresTruncation.relations()),
                row -> others.put(row.getString(1), new Others(row.getLong(2), row.getLong(3))),
                own.keys().stream().map(key -> key.table().sql()).toList(),
                own.keys().stream().map(KeyName::name).toList(),
                PostgresTables.sql(own.indexes()),
                PostgresTables.sql(own.truncated()));
        return others;
    }
}
