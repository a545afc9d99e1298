package io.github.ouigate.db.url;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Maps libpq's TLS parameters and the files in {@code ~/.postgresql} to the driver's (PostgreSQL manual, 34.19). */
final class LibpqEncryption {
    private static final List<String> MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /**
     * The driver's {@code sslmode} for each of libpq's weak modes if a root certificate exists. libpq then verifies the
     * server; the driver's own weak modes do not. Where two modes are listed, they are tried in order.
     */
    private static final Map<String, String> VERIFIED =
            Map.of("require", "verify-ca", "prefer", "verify-ca disable", "allow", "disable verify-ca");

    private static final String SYSTEM = "system";

    private LibpqEncryption() {}

    /** Adds the driver's parameters to {@code driver}. */
    static void apply(Map<String, String> parameters, LibpqEnvironment environment, Map<String, String> driver) {
        String root = parameters.getOrDefault("sslrootcert", "");
        boolean trustsSystem = root.equals(SYSTEM);
        String mode = parameters.getOrDefault("sslmode", trustsSystem ? "verify-full" : "prefer");
        if (!MODES.contains(mode)) {
            throw new UsageException(Message.of("url.bad-value", "sslmode", MODES));
        }
        if (trustsSystem) {
            if (!mode.equals("verify-full")) {
                throw new UsageException(Message.of("url.bad-value", "sslmode", List.of("verify-full")));
            }
            driver.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory"); // Java's trust store
        } else {
            Optional<Path> file = file(root, "root.crt", environment);
            if (file.filter(Files::exists).isPresent()) {
                mode = VERIFIED.getOrDefault(mode, mode);
            }
            if (mode.contains("verify")) {
                file.ifPresent(path -> driver.put("sslrootcert", path.toString()));
            }
        }
        driver.put("sslmode", mode);
        addOwnCertificate(parameters, environment, driver);
    }

    private static void addOwnCertificate(
            Map<String, String> parameters, LibpqEnvironment environment, Map<String, String> driver) {
        file(parameters.getOrDefault("sslcert", ""), "postgresql.crt", environment)
                .filter(Files::exists)
                .ifPresent(path -> {
                    driver.put("sslcert", path.toString());
                    file(parameters.getOrDefault("sslkey", ""), "postgresql.key", environment)
                            .ifPresent(key -> driver.put("sslkey", key.toString()));
                });
    }

    private static Optional<Path> file(String given, String personal, LibpqEnvironment environment) {
        return given.isEmpty() ? environment.personal(personal) : Optional.of(environment.resolve(given));
    }
}
