package io.github.ouigate.db.postgres;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The functions of a server that a role may not call, of those that a run can do without: managed services keep some of
 * them to themselves. The server refuses a whole statement that names one.
 *
 * @param signatures as own-settings.sql has them
 */
record DeniedFunctions(List<String> signatures) {
    static final DeniedFunctions NONE = new DeniedFunctions(List.of());

    DeniedFunctions {
        signatures = List.copyOf(signatures);
    }

    static DeniedFunctions of(Collection<String> signatures) {
        return new DeniedFunctions(List.copyOf(new TreeSet<>(signatures)));
    }

    /** Returns a statement that has nothing in the place of what these functions return. */
    String without(String sql) {
        String permitted = sql;
        for (String signature : signatures) {
            permitted = switch (signature) {
                case "pg_control_system()" ->
                    permitted.replace(signature, "(SELECT NULL::bigint AS system_identifier) AS nothing");
                case "pg_current_wal_insert_lsn()" -> permitted.replace(signature, "NULL::pg_lsn");
                case "pg_stat_get_live_tuples(oid)" ->
                    permitted.replace("pg_stat_get_live_tuples(l.oid)", "NULL::bigint");
                case "pg_prepared_xact()" ->
                    permitted.replace(
                            "pg_prepared_xacts",
                            "(SELECT NULL::xid AS transaction, NULL::text AS gid, NULL::timestamptz AS prepared,"
                                    + " NULL::name AS owner, NULL::name AS database WHERE false)");
                default -> throw new IllegalArgumentException(signature);
            };
        }
        return permitted;
    }
}
