package io.github.ouigate.db.url;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A parameter of libpq (PostgreSQL manual, 34.1.2) and its treatment. A parameter with an effect is honoured or
 * refused, never ignored.
 *
 * @param variable the environment variable that gives the default; empty if there is none
 */
record LibpqParameter(String name, String variable, Rule rule) {
    /** The treatment of a parameter. */
    private interface Rule {
        /**
         * Adds the driver's parameters to {@code driver}.
         *
         * @throws UsageException if the value is not supported
         */
        void apply(String source, String value, Map<String, String> driver);
    }

    /** For parameters that classes of this package read: address, login and encryption. */
    private static final Rule READ = (source, value, driver) -> {};

    /**
     * For parameters that ouigate sets itself in every session. They affect neither the database nor a condition's
     * meaning.
     */
    private static final Rule OWN = READ;

    /** For parameters without an equivalent in the driver. */
    private static final Rule REFUSED = only();

    static final List<LibpqParameter> ALL = List.of(
            new LibpqParameter("service", "PGSERVICE", READ),
            new LibpqParameter("user", "PGUSER", READ),
            new LibpqParameter("password", "", READ), // PGPASSWORD: after OUIGATE_PASSWORD
            new LibpqParameter("passfile", "PGPASSFILE", READ),
            new LibpqParameter("dbname", "PGDATABASE", READ),
            new LibpqParameter("host", "PGHOST", READ),
            new LibpqParameter("hostaddr", "PGHOSTADDR", READ),
            new LibpqParameter("port", "PGPORT", READ),
            new LibpqParameter("target_session_attrs", "PGTARGETSESSIONATTRS", READ),
            new LibpqParameter("connect_timeout", "PGCONNECT_TIMEOUT", READ),
            new LibpqParameter("options", "PGOPTIONS", READ),
            new LibpqParameter("sslmode", "PGSSLMODE", READ),
            new LibpqParameter("sslrootcert", "PGSSLROOTCERT", READ),
            new LibpqParameter("sslcert", "PGSSLCERT", READ),
            new LibpqParameter("sslkey", "PGSSLKEY", READ),
            new LibpqParameter("sslpassword", "", passedAs("sslpassword")),
            new LibpqParameter("sslnegotiation", "PGSSLNEGOTIATION", passedAs("sslNegotiation", "postgres", "direct")),
            new LibpqParameter(
                    "channel_binding", "PGCHANNELBINDING", passedAs("channelBinding", "disable", "prefer", "require")),
            new LibpqParameter("require_auth", "PGREQUIREAUTH", passedAs("requireAuth")),
            new LibpqParameter("krbsrvname", "PGKRBSRVNAME", passedAs("kerberosServerName")),
            new LibpqParameter("gsslib", "PGGSSLIB", passedAs("gsslib")),
            new LibpqParameter("gssencmode", "PGGSSENCMODE", passedAs("gssEncMode", "disable", "prefer", "require")),
            new LibpqParameter("application_name", "PGAPPNAME", OWN), // ouigate status finds sessions by their names
            new LibpqParameter("fallback_application_name", "", OWN),
            new LibpqParameter("client_encoding", "PGCLIENTENCODING", OWN),
            new LibpqParameter("keepalives", "", OWN),
            new LibpqParameter("keepalives_idle", "", OWN),
            new LibpqParameter("keepalives_interval", "", OWN),
            new LibpqParameter("keepalives_count", "", OWN),
            new LibpqParameter("tcp_user_timeout", "", OWN),
            new LibpqParameter("sslcompression", "PGSSLCOMPRESSION", only("0")),
            new LibpqParameter("sslcertmode", "PGSSLCERTMODE", only("allow")),
            new LibpqParameter("sslsni", "PGSSLSNI", only("1")),
            new LibpqParameter("sslcrl", "PGSSLCRL", REFUSED),
            new LibpqParameter("sslcrldir", "PGSSLCRLDIR", REFUSED),
            new LibpqParameter("sslkeylogfile", "", REFUSED),
            new LibpqParameter(
                    "ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION", only("TLSv1", "TLSv1.1", "TLSv1.2")),
            new LibpqParameter("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION", only("TLSv1.3")),
            new LibpqParameter("min_protocol_version", "PGMINPROTOCOLVERSION", only("3.0")),
            new LibpqParameter("max_protocol_version", "PGMAXPROTOCOLVERSION", only("3.0", "3.2", "latest")),
            new LibpqParameter("gssdelegation", "PGGSSDELEGATION", only("0")),
            new LibpqParameter("load_balance_hosts", "PGLOADBALANCEHOSTS", only("disable")),
            new LibpqParameter("replication", "", only("false", "off", "no", "0")),
            new LibpqParameter("requirepeer", "PGREQUIREPEER", REFUSED),
            new LibpqParameter("scram_client_key", "", REFUSED),
            new LibpqParameter("scram_server_key", "", REFUSED),
            new LibpqParameter("oauth_issuer", "", REFUSED),
            new LibpqParameter("oauth_client_id", "", REFUSED),
            new LibpqParameter("oauth_client_secret", "", REFUSED),
            new LibpqParameter("oauth_scope", "", REFUSED));

    /** The variables for the time zone and the date order, which ouigate takes from the database. */
    static final List<String> REFUSED_VARIABLES = List.of("PGTZ", "PGDATESTYLE");

    /** Matches the same settings in a session's {@code options}; the driver would override them. */
    private static final Pattern REFUSED_OPTION = Pattern.compile("(?i)(?:-c\\s*|\\b)(?:timezone|datestyle)\\s*=");

    /** The parameter names that a connection string may have; requiressl is the deprecated form of sslmode. */
    static final Set<String> NAMES = Stream.concat(ALL.stream().map(LibpqParameter::name), Stream.of("requiressl"))
            .collect(Collectors.toUnmodifiableSet());

    /**
     * Refuses session options that set the time zone or the date style.
     *
     * @throws UsageException if {@code options} has such a setting
     */
    static void refuseSettings(String source, String options) {
        if (REFUSED_OPTION.matcher(options).find()) {
            throw new UsageException(Message.of("url.meaning", source));
        }
    }

    /** Stores a parameter of a connection string; the last value wins. */
    static void store(Map<String, String> parameters, String name, String value) {
        if (name.equals("requiressl")) {
            parameters.put("sslmode", value.startsWith("1") ? "require" : "prefer");
        } else {
            parameters.put(name, value);
        }
    }

    /**
     * Adds the driver's parameters for {@code value}.
     *
     * @param source the operator's name for it: the parameter or the variable
     * @throws UsageException if the value is not supported
     */
    void apply(String source, String value, Map<String, String> driver) {
        rule.apply(source, value, driver);
    }

    private static Rule passedAs(String driverName) {
        return (source, value, driver) -> {
            if (!value.isEmpty()) {
                driver.put(driverName, value);
            }
        };
    }

    private static Rule passedAs(String driverName, String... values) {
        return (source, value, driver) -> {
            if (!List.of(values).contains(value)) {
                throw new UsageException(Message.of("url.bad-value", source, List.of(values)));
            }
            driver.put(driverName, value);
        };
    }

    /** Accepts only the values that describe the driver's fixed behaviour. */
    private static Rule only(String... values) {
        return (source, value, driver) -> {
            if (!value.isEmpty() && !List.of(values).contains(value)) {
                throw new UsageException(Message.of("url.not-honoured", source));
            }
        };
    }
}
