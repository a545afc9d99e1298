package io.github.ouigate.db.url;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A PostgreSQL password file (manual, 34.16): lines of host, port, database, user and password. */
public record PasswordFile(Path path) {
    private static final int FIELDS = 5;

    /** The permitted file permissions, the owner's. The file is ignored if it has any other. */
    private static final Set<PosixFilePermission> PRIVATE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** Returns whether the file exists and is ignored because others than its owner have permissions on it. */
    public boolean isExposed() {
        try {
            return Files.exists(path)
                    && path.getFileSystem().supportedFileAttributeViews().contains("posix")
                    && !PRIVATE.containsAll(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the password on the first line that matches a server, its database and a user. */
    Optional<Secret> find(Server server, String user) {
        if (!Files.isRegularFile(path) || isExposed()) {
            return Optional.empty();
        }
        List<String> wanted = List.of(server.host(), server.port(), server.database(), user);
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(PasswordFile::fields)
                    .filter(fields -> fields.size() >= FIELDS && matches(fields, wanted))
                    .findFirst()
                    .map(fields -> fields.get(FIELDS - 1))
                    .map(PasswordFile::unescape)
                    .filter(password -> !password.isEmpty())
                    .map(Secret::new);
        } catch (IOException e) {
            return Optional.empty(); // treated as missing
        }
    }

    private static boolean matches(List<String> fields, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!fields.get(i).equals("*") && !unescape(fields.get(i)).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the fields of a line with their escapes. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == ':') {
                fields.add(line.substring(start, i));
                start = i + 1;
            }
        }
        fields.add(line.substring(start));
        return fields;
    }

    private static String unescape(String field) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) == '\\' && i + 1 < field.length()) {
                i++;
            }
            text.append(field.charAt(i));
        }
        return text.toString();
    }
}
