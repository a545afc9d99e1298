package io.github.ouigate.chaos;

import io.github.ouigate.testing.PostgresShop;
import java.util.ArrayList;
import java.util.List;

/**
 * A shop in which a purge affects more than two tables: messages are partitioned, attachments are deleted by cascade,
 * and a trigger counts the deletes in a table that applications write to too.
 */
final class ChaosShop {
    /** The number of partitions of the messages. */
    static final int PARTITIONS = 3;

    private static final List<String> ALLOWED =
            List.of("--allow-writes", "public.attachments", "--allow-writes", "public.activity");

    private ChaosShop() {}

    /** Creates a shop of a size. */
    static PostgresShop fill(PostgresShop shop, int conversations, int messages) {
        shop.fill(conversations, messages);
        List<String> statements = new ArrayList<>(List.of(
                "ALTER TABLE messages RENAME TO messages_all",
                "CREATE TABLE messages (LIKE messages_all INCLUDING DEFAULTS, PRIMARY KEY (id, thread_id),"
                        + " FOREIGN KEY (thread_id) REFERENCES message_threads) PARTITION BY HASH (thread_id)"));
        for (int i = 0; i < PARTITIONS; i++) {
            statements.add("CREATE TABLE messages_" + i + " PARTITION OF messages FOR VALUES WITH (MODULUS "
                    + PARTITIONS + ", REMAINDER " + i + ")");
        }
        statements.addAll(List.of(
                "INSERT INTO messages SELECT * FROM messages_all",
                "DROP TABLE messages_all",
                "CREATE INDEX messages_thread ON messages (thread_id)",
                "CREATE TABLE attachments (id int PRIMARY KEY, message_id uuid NOT NULL, thread_id uuid NOT NULL,"
                        + " name text NOT NULL,"
                        + " FOREIGN KEY (message_id, thread_id) REFERENCES messages ON DELETE CASCADE)",
                "INSERT INTO attachments SELECT row_number() OVER (), id, thread_id, 'photo.jpg' FROM messages"
                        + " WHERE id < '10000000-0000-0000-0000-000000000000'",
                "CREATE INDEX attachments_message ON attachments (message_id, thread_id)",
                "CREATE TABLE activity (kind text PRIMARY KEY, n bigint NOT NULL)",
                "INSERT INTO activity VALUES ('support', 0)",
                "CREATE FUNCTION count_activity() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN UPDATE activity SET n = n + 1; RETURN NULL; END'",
                "CREATE TRIGGER count_activity AFTER DELETE ON messages EXECUTE FUNCTION count_activity()",
                "VACUUM ANALYZE"));
        shop.execute(statements.toArray(String[]::new));
        return shop;
    }

    /** Removes the parts that prevent a TRUNCATE: the attachments and the trigger on deletes. */
    static PostgresShop makeTruncatable(PostgresShop shop) {
        shop.execute(
                "DROP TABLE attachments",
                "CREATE TABLE attachments (id int PRIMARY KEY, name text NOT NULL)",
                "DROP TRIGGER count_activity ON messages",
                "VACUUM ANALYZE");
        return shop;
    }

    /** Returns the options that permit a run to purge the shop, and {@code more}. */
    static List<String> options(String... more) {
        List<String> options = new ArrayList<>(List.of(more));
        options.addAll(ALLOWED);
        return options;
    }
}
