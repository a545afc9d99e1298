package io.github.ouigate.benchmark;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The baseline: the same work with plain JDBC in one transaction, without gate, proofs and records. */
public final class PlainJdbc {
    private static final String ANY_KEY = "conrelid IN ('messages'::regclass, 'message_threads'::regclass)";
    private static final String KEY_BETWEEN =
            "conrelid = 'messages'::regclass AND confrelid = 'message_threads'::regclass";

    private final Connection connection;
    private final Path archives;

    private PlainJdbc(Connection connection, Path archives) {
        this.connection = connection;
        this.archives = archives;
    }

    /**
     * Runs a way, named by the first argument, on the database of the second; the third is the directory for archives.
     */
    public static void main(String[] args) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(args[1])) {
            connection.setAutoCommit(false);
            new PlainJdbc(connection, Path.of(args[2])).run(Way.valueOf(args[0]));
            connection.commit();
        }
    }

    private void run(Way way) throws SQLException, IOException {
        switch (way) {
            case INDEX -> {
                execute(
                        "LOCK TABLE message_threads, messages IN EXCLUSIVE MODE",
                        "SET LOCAL maintenance_work_mem = '512MB'",
                        "CREATE INDEX local_index ON messages (thread_id)");
                delete();
                execute("DROP INDEX local_index");
            }
            case KEY -> {
                List<ForeignKey> keys = drop(KEY_BETWEEN);
                delete();
                add(keys);
            }
            case DELETES -> delete();
            case TRUNCATE -> execute("TRUNCATE message_threads, messages");
            case COPY_OUT -> {
                copyOut("messages");
                copyOut("message_threads");
            }
            case LOAD -> load();
            case LOAD_THEN_KEYS -> {
                List<ForeignKey> keys = drop(ANY_KEY);
                load();
                add(keys);
            }
            default -> throw new IllegalArgumentException(way + " is another program's");
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void delete() throws SQLException {
        execute("DELETE FROM messages", "DELETE FROM message_threads");
    }

    private record ForeignKey(String table, String name, String definition) {}

    /** Drops the foreign keys that a condition selects. */
    private List<ForeignKey> drop(String condition) throws SQLException {
        List<ForeignKey> keys = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT conrelid::regclass, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
                                + " WHERE contype = 'f' AND conparentid = 0 AND " + condition)) {
            while (row.next()) {
                keys.add(new ForeignKey(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        for (ForeignKey key : keys) {
            execute("ALTER TABLE " + key.table + " DROP CONSTRAINT " + key.name);
        }
        return keys;
    }

    private void add(List<ForeignKey> keys) throws SQLException {
        for (ForeignKey key : keys) {
            execute("ALTER TABLE " + key.table + " ADD CONSTRAINT " + key.name + " " + key.definition);
        }
    }

    private CopyManager copyManager() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    private void copyOut(String table) throws SQLException, IOException {
        Path file = archives.resolve(table + ".csv.zst");
        try (OutputStream out = new ZstdOutputStreamNoFinalizer(Files.newOutputStream(file), 3)) {
            long unused = copyManager().copyOut("COPY (TABLE " + table + ") TO STDOUT (FORMAT csv, HEADER)", out);
        }
    }

    /** Loads an archive of ouigate. */
    private void load() throws SQLException, IOException {
        for (String table : List.of("message_threads", "messages")) {
            Path file = archives.resolve("support-threads-purge").resolve("public." + table + ".csv.zst");
            try (InputStream in = new ZstdInputStreamNoFinalizer(Files.newInputStream(file))) {
                long unused = copyManager().copyIn("COPY " + table + " FROM STDIN (FORMAT csv, HEADER)", in);
            }
        }
    }
}
