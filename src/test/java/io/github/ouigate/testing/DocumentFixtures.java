package io.github.ouigate.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Documents written by version 0.1.0 for one database product, with the shop and the ledger. Their README.md describes
 * them.
 *
 * @param directory the directory of the documents; tests never write to it
 */
public record DocumentFixtures(Path directory) {
    /** The parent directory of the products' documents. */
    static final Path ROOT = Path.of("src", "test", "resources", "io", "github", "ouigate", "fixtures", "0.1.0");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("\"(?:operator|table)\" : \"\\w");

    /** The members of a database identity that depend on the server, and the expressions for them. */
    private static final Map<String, String> POSTGRESQL_IDENTITY = Map.of(
            "database", "current_database()",
            "host", "host(inet_server_addr()) || ':' || inet_server_port()",
            "systemIdentifier", "(SELECT system_identifier FROM pg_control_system())",
            "databaseId", "(SELECT oid FROM pg_database WHERE datname = current_database())");

    private static final Map<String, String> H2_IDENTITY =
            Map.of("database", "DATABASE()", "systemIdentifier", "DATABASE_PATH()");

    /** Returns the documents for the product of a shop. */
    public static DocumentFixtures of(Shop shop) {
        return new DocumentFixtures(ROOT.resolve(shop instanceof PostgresShop ? "postgresql" : "h2"));
    }

    /** Returns the job of the documents as an argument. */
    public static String job() {
        return ROOT.resolve("changelogs").resolve("support-threads.yaml").toString();
    }

    /** Returns a file. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /** Turns a shop into the one that 0.1.0 planned for. */
    public void fill(Shop shop) {
        if (shop instanceof PostgresShop) {
            shop.execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
        } else {
            shop.execute("DROP ALL OBJECTS");
        }
        shop.execute(read(file("shop.sql")));
    }

    /** Changes a filled shop to its state after the run of 0.1.0. */
    public void purge(Shop shop) {
        shop.execute("DELETE FROM messages", "DELETE FROM message_threads", read(file("ledger.sql")));
    }

    /** Copies a document with the identity of a shop's database and a matching digest. */
    public Path copyFor(Shop shop, String name, Path to) {
        return copyFor(shop, name, to, text -> text);
    }

    /** Copies a document with a further change. */
    public Path copyFor(Shop shop, String name, Path to, UnaryOperator<String> change) {
        String text = read(file(name));
        JsonNode document = parse(text);
        for (Map.Entry<String, String> member : identity(shop).entrySet()) {
            JsonNode before = document.path("target").path(member.getKey());
            text = text.replace(
                    member(member.getKey(), before),
                    member(member.getKey(), MAPPER.getNodeFactory().textNode(member.getValue())));
        }
        text = change.apply(text);
        text = text.replace(document.path("digest").asText(), digest(parse(text)));
        return write(to.resolve(name), text);
    }

    private static Map<String, String> identity(Shop shop) {
        Map<String, String> queries = shop instanceof PostgresShop ? POSTGRESQL_IDENTITY : H2_IDENTITY;
        return queries.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, query -> shop.value("SELECT " + query.getValue())));
    }

    private static String member(String name, JsonNode value) {
        return "\"" + name + "\" : " + value;
    }

    /** Changes one letter of a document, in the name of the operator or a table, without updating its digest. */
    public static void changeLetter(Path file) {
        String text = read(file);
        Matcher name = NAME.matcher(text);
        if (!name.find()) {
            throw new IllegalArgumentException(file.toString());
        }
        write(file, text.substring(0, name.end() - 1) + "x" + text.substring(name.end()));
    }

    /**
     * Returns the expected digest of a document, computed from its canonical form: without white space, with sorted
     * names, and without the digest itself.
     */
    static String digest(JsonNode document) {
        return "sha256:" + sha256(canonical(document, true).getBytes(StandardCharsets.UTF_8));
    }

    private static String canonical(JsonNode json, boolean isDocument) {
        if (json.isObject()) {
            Map<String, String> members = new TreeMap<>();
            json.properties().forEach(member -> members.put(member.getKey(), canonical(member.getValue(), false)));
            if (isDocument) {
                members.remove("digest");
            }
            return members.entrySet().stream()
                    .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (json.isArray()) {
            return StreamSupport.stream(json.spliterator(), false)
                    .map(element -> canonical(element, false))
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return json.toString();
    }

    /** Returns the digest of bytes in hexadecimal. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
