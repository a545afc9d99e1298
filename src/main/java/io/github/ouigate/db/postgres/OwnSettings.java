package io.github.ouigate.db.postgres;

import java.util.Map;

/** What every session of the program sets for itself: expressions for the end of a SELECT list, under any search path. */
final class OwnSettings {
    /** The first version that knows transaction_timeout. */
    private static final int WITH_TRANSACTION_TIMEOUT = 17;

    /**
     * What role and database may have set for other sessions than this program's: limits, messages, ways to read. To compile
     * the questions to a large catalog takes longer than to answer them.
     */
    private static final Map<String, String> RELIED_ON = Map.of(
            "statement_timeout", "0",
            "lock_timeout", "0",
            "idle_in_transaction_session_timeout", "0",
            "idle_session_timeout", "0",
            "client_min_messages", "warning",
            "default_transaction_isolation", "read committed",
            "default_transaction_deferrable", "off",
            "enable_indexscan", "on",
            "jit", "off",
            "row_security", "off");

    /**
     * Has the server notice within a second that its client has died, even in the middle of a statement, and within ten
     * that its machine or the network has. Not every platform can.
     */
    static final Map<String, String> WATCH_CLIENT = Map.of(
            "client_connection_check_interval", "1000",
            "tcp_keepalives_idle", "4",
            "tcp_keepalives_interval", "2",
            "tcp_keepalives_count", "3",
            "tcp_user_timeout", "10000");

    private OwnSettings() {}

    static String reliedOn(int majorVersion) {
        String relied = set(RELIED_ON);
        return majorVersion < WITH_TRANSACTION_TIMEOUT ? relied : relied + set(Map.of("transaction_timeout", "0"));
    }

    static String watchClient() {
        return set(WATCH_CLIENT);
    }

    private static String set(Map<String, String> settings) {
        StringBuilder list = new StringBuilder();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            list.append(", pg_catalog.set_config('")
                    .append(setting.getKey())
                    .append("', '")
                    .append(setting.getValue())
                    .append("', false)");
        }
        return list.toString();
    }
}
