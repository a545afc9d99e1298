package io.github.ouigate.testing;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Base64;

/** A self-signed certificate for the loopback address with its key, created with the JDK's keytool. */
public final class SelfSigned {
    private static final String PASSWORD = "changeit";

    private final Path certificate;
    private final Path key;

    private SelfSigned(Path certificate, Path key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** Creates a certificate. */
    public static SelfSigned in(Path directory) throws Exception {
        Path store = directory.resolve("server.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String options =
                "-genkeypair -alias server -keyalg EC -dname CN=localhost -ext san=ip:127.0.0.1 -storetype PKCS12"
                        + " -storepass " + PASSWORD + " -keystore";
        Process made = new ProcessBuilder((keytool + " " + options + " " + store).split(" ", -1))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.out").toFile())
                .start();
        if (made.waitFor() != 0) {
            throw new AssertionError(Files.readString(directory.resolve("keytool.out")));
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new SelfSigned(
                pem(
                        directory.resolve("server.crt"),
                        "CERTIFICATE",
                        keys.getCertificate("server").getEncoded()),
                pem(
                        directory.resolve("server.key"),
                        "PRIVATE KEY",
                        keys.getKey("server", PASSWORD.toCharArray()).getEncoded()));
    }

    private static Path pem(Path file, String label, byte[] der) throws Exception {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }

    /** Enables TLS with this certificate on a shop's server, and returns the certificate for clients. */
    public Path serve(PostgresShop shop) throws Exception {
        Path data = Path.of(shop.value("SHOW data_directory"));
        Path owned = data.resolve("PG_VERSION");
        Files.copy(certificate, data.resolve("server.crt"));
        Path copied = Files.copy(key, data.resolve("server.key"));
        Files.setOwner(copied, Files.getOwner(owned));
        Files.setPosixFilePermissions(copied, PosixFilePermissions.fromString("rw-------"));
        shop.execute("ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()");
        Await.until("encryption", () -> shop.value("SHOW ssl").equals("on"), () -> "none");
        return certificate;
    }
}
