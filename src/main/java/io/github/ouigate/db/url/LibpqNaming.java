package io.github.ouigate.db.url;

import io.github.ouigate.db.url.ConnectionSettings.Login;
import io.github.ouigate.db.url.ConnectionSettings.Product;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Resolves connection parameters in libpq's order of precedence: the connection string, its service, environment
 * variables, defaults.
 */
final class LibpqNaming {
    private static final int SHORTEST_TIMEOUT = 2;

    /** Matches a database name that contains parameters, as in a connection string with the wrong separators. */
    private static final Pattern PARAMETERS = Pattern.compile("[;,&\\s]\\s*\\w+\\s*=");

    private final LibpqEnvironment environment;
    private final Map<String, String> parameters;

    /** The environment variable of each parameter that was read from one. */
    private final Map<String, String> variables = new HashMap<>();

    private LibpqNaming(Map<String, String> given, LibpqEnvironment environment) {
        this.environment = environment;
        this.parameters = new LinkedHashMap<>(given);
    }

    /**
     * Returns the settings that a connection string and the environment give.
     *
     * @param given the parameters of the connection string
     * @param user the role; overrides the role in the string
     * @throws UsageException if a parameter is invalid or not supported
     */
    static ConnectionSettings resolve(Map<String, String> given, Optional<String> user, LibpqEnvironment environment) {
        LibpqNaming naming = new LibpqNaming(given, environment);
        naming.refuseParametersInNames();
        user.ifPresent(name -> naming.parameters.put("user", name));
        naming.addService();
        naming.addVariables();
        return naming.settings();
    }

    private void refuseParametersInNames() {
        String user = value("user").orElse("");
        if (user.indexOf(':') >= 0 || user.indexOf('=') >= 0) {
            throw new UsageException(Message.of("url.user-name")); // a password is likely to be part of it
        }
        if (PARAMETERS.matcher(value("dbname").orElse("")).find()) {
            throw new UsageException(Message.of("url.parameters"));
        }
    }

    private void addService() {
        addVariable("service", "PGSERVICE");
        String service = parameters.get("service");
        if (service != null) {
            ServiceFile.parameters(service, environment).forEach((name, value) -> {
                if (parameters.putIfAbsent(name, value) == null && variables.containsKey("service")) {
                    variables.put(name, "PGSERVICE");
                }
            });
        }
    }

    private void addVariables() {
        LibpqParameter.REFUSED_VARIABLES.stream()
                .filter(name -> environment.variable(name).isPresent())
                .forEach(name -> {
                    throw new UsageException(Message.of("url.meaning", name));
                });
        LibpqParameter.ALL.forEach(known -> addVariable(known.name(), known.variable()));
        if (environment.variables().getOrDefault("PGREQUIRESSL", "").startsWith("1")) {
            parameters.putIfAbsent("sslmode", "require");
        }
    }

    /** Adds a variable even if it is empty: an empty value stands for the default. */
    private void addVariable(String name, String variable) {
        String value = environment.variables().get(variable);
        if (value != null && parameters.putIfAbsent(name, value) == null) {
            variables.put(name, variable);
        }
    }

    private ConnectionSettings settings() {
        Optional<String> given = value("user");
        String user = given.or(environment::user).orElseThrow(() -> new UsageException(Message.of("url.no-user")));
        String database = value("dbname").orElse(user);
        Map<String, String> driver = driverParameters();
        List<Server> servers = new LibpqServers(database, environment).list(parameters);
        if (value("hostaddr").isPresent() && value("host").isPresent() && "verify-full".equals(driver.get("sslmode"))) {
            throw new UsageException(
                    Message.of("url.not-honoured", source("hostaddr"))); // the driver verifies one name only
        }
        Login login = new Login(
                Optional.of(user),
                given.isEmpty(),
                value("password").map(Secret::new),
                environment.passwordFile(value("passfile")));
        ConnectionSettings settings = new ConnectionSettings(
                Product.POSTGRESQL,
                new Address(servers, kind(), LibpqServers.shown(servers)),
                driver.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Secret(entry.getValue()))),
                login);
        return ambient().map(settings::fromEnvironment).orElse(settings);
    }

    private Map<String, String> driverParameters() {
        Map<String, String> driver = new HashMap<>();
        LibpqParameter.ALL.stream()
                .filter(known -> parameters.containsKey(known.name()))
                .forEach(known -> known.apply(source(known.name()), parameters.getOrDefault(known.name(), ""), driver));
        LibpqEncryption.apply(parameters, environment, driver);
        value("options").ifPresent(options -> {
            LibpqParameter.refuseSettings(source("options"), options);
            driver.put("options", options);
        });
        value("connect_timeout").ifPresent(seconds -> addTimeout(seconds.strip(), driver));
        parameters.forEach((name, value) -> {
            if (!LibpqParameter.NAMES.contains(name)) {
                driver.put(name, value);
            }
        });
        return driver;
    }

    private void addTimeout(String seconds, Map<String, String> driver) {
        try {
            int limit = Integer.parseInt(seconds);
            if (limit > 0) {
                String atLeast = String.valueOf(Math.max(limit, SHORTEST_TIMEOUT));
                driver.put("connectTimeout", atLeast);
                driver.put("loginTimeout", atLeast);
            }
        } catch (NumberFormatException e) {
            throw new UsageException(Message.of("url.bad-value", source("connect_timeout"), List.of("10")));
        }
    }

    private SessionKind kind() {
        return SessionKind.of(parameters.getOrDefault("target_session_attrs", "any"))
                .orElseThrow(() -> new UsageException(
                        Message.of("url.bad-value", source("target_session_attrs"), SessionKind.NAMES)));
    }

    /** Returns the environment variable that determines the database, if any. */
    private Optional<String> ambient() {
        String database = value("dbname").isPresent() ? "dbname" : "user";
        return Stream.of("service", "host", "hostaddr", "port", database)
                .flatMap(name -> Stream.ofNullable(variables.get(name)))
                .findFirst();
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    private String source(String name) {
        return variables.getOrDefault(name, name);
    }
}
