package io.github.ouigate.benchmark;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/** What ouigate is compared with: the same work by plain JDBC, with no gate, no proof and no record. */
public final class PlainJdbc {
    private static final Map<String, List<String>> WAYS = Map.of(
            "floor",
            List.of(
                    "LOCK TABLE message_threads, messages IN EXCLUSIVE MODE",
                    "SET LOCAL maintenance_work_mem = '512MB'",
                    "CREATE INDEX local_index ON messages (thread_id)",
                    "DELETE FROM messages",
                    "DELETE FROM message_threads",
                    "DROP INDEX local_index"),
            "naive",
            List.of("DELETE FROM messages", "DELETE FROM message_threads"),
            "truncate",
            List.of("TRUNCATE message_threads, messages"));

    private PlainJdbc() {}

    /** Runs a way, named by the first argument, on the database of the second; {@code copy} writes into the third. */
    public static void main(String[] args) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(args[1]);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (args[0].equals("copy")) {
                for (String table : List.of("messages", "message_threads")) {
                    copy(connection, table, Path.of(args[2], table + ".csv.zst"));
                }
            } else {
                for (String sql : WAYS.getOrDefault(args[0], List.of())) {
                    statement.execute(sql);
                }
            }
            connection.commit();
        }
    }

    private static void copy(Connection connection, String table, Path file) throws SQLException, IOException {
        try (OutputStream out = new ZstdOutputStreamNoFinalizer(Files.newOutputStream(file), 3)) {
            long unused = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY " + table + " TO STDOUT (FORMAT csv, HEADER)", out);
        }
    }
}
