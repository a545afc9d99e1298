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
 * Determines whether a transaction's writes to the system catalogs describe only its own definitions or temporary
 * objects. This holds if no other catalog row is missing or new.
 */
final class OwnCatalogRows {
    /**
     * The rows of a catalog that describe other objects.
     *
     * @param all the number of rows
     * @param made the number of rows written by the transaction
     */
    private record Others(long all, long made) {}

    private final Rows rows;
    private final OwnDefinitions own;
    private final Map<String, Others> before;

    /** Counts the other rows. Must be called before the transaction writes its definitions. */
    OwnCatalogRows(Rows rows, OwnDefinitions own) throws SQLException {
        this.rows = rows;
        this.own = own;
        this.before = own.isAny() ? others() : Map.of();
    }

    /**
     * Returns the catalogs to which the transaction has written only rows of its own. Must be called after its keys are
     * added again. Catalogs that cannot have such rows are omitted.
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
