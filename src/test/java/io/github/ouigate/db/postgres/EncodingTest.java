package io.github.ouigate.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that are not in UTF-8. */
class EncodingTest {
    private final PostgresServer server = PostgresServer.newest();

    @TempDir
    private Path directory;

    @Test
    void purgesAndRestoresInLatin1() {
        server.execute(
                "postgres",
                "DROP DATABASE IF EXISTS latin1",
                "CREATE DATABASE latin1 ENCODING LATIN1 LOCALE 'C' TEMPLATE template0");
        PostgresShop shop = PostgresShop.named("latin1", server);
        shop.execute(
                "CREATE TABLE message_threads (id bigint PRIMARY KEY, subject text)",
                "CREATE TABLE messages (id bigint PRIMARY KEY, thread_id bigint REFERENCES message_threads, body text)",
                "INSERT INTO message_threads VALUES (1, U&'r\\00e9ponse')",
                "INSERT INTO messages SELECT g, 1, U&'caf\\00e9 ' || g FROM generate_series(1, 20) g");
        String before = bodies(shop);

        for (List<String> command : List.of(
                List.of("status"),
                List.of("plan"),
                List.of("apply", "--archive", directory.toString(), "-Dconfirmation=OUI"),
                List.of("verify"),
                List.of("restore", "--archive", directory.toString(), "-Dconfirmation=OUI"))) {
            Result result = new CommandLineRun()
                    .run(command.get(0), shop, command.stream().skip(1).toArray(String[]::new));

            assertThat(result.exitCode()).as(result.output()).isZero();
        }
        assertThat(bodies(shop)).isEqualTo(before);
    }

    private static String bodies(PostgresShop shop) {
        return shop.value("SELECT string_agg(encode(body::bytea, 'hex'), ',' ORDER BY id) FROM messages");
    }
}
