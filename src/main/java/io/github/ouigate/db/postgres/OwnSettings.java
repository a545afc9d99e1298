package io.github.ouigate.db.postgres;

import java.util.Map;

/** The settings that the program needs in every session, as SELECT expressions that work under any search path. */
final class OwnSettings {
    /** The first server version with transaction_timeout. */
    private static final int WITH_TRANSACTION_TIMEOUT = 17;

    /**
     * Settings for limits, errors, messages and scans that role and database may have changed for other programs. JIT is among
     * them: compiling queries on a large catalog takes longer than executing them.
     */
    private static final Map<String, String> RELIED_ON = Map.ofEntries(
            Map.entry("statement_timeout", "0"),
            Map.entry("lock_timeout", "0"),
            Map.entry("idle_in_transaction_session_timeout", "0"),
            Map.entry("idle_session_timeout", "0"),
            Map.entry("exit_on_error", "off"),
            Map.entry("client_min_messages", "warning"),
            Map.entry("default_transaction_isolation", "read committed"),
            Map.entry("default_transaction_deferrable", "off"),
            Map.entry("enable_indexscan", "on"),
            Map.entry("jit", "off"),
            Map.entry("row_security", "off"));

    /**
     * Settings by which the server detects a dead client within one second, even during a statement, and a dead machine
     * or network within ten seconds. Not every platform supports them.
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
