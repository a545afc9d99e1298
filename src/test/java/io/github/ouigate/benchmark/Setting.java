package io.github.ouigate.benchmark;

import io.github.ouigate.testing.PostgresShop;
import java.util.ArrayList;
import java.util.List;

/** The setting of a shop, which determines the compared ways. */
enum Setting {
    NO_INDEX("", Way.INDEX),
    INDEX(", with an index on messages (thread_id)", Way.DELETES),
    PARTITIONS(", with the messages in " + Setting.NUMBER_OF_PARTITIONS + " partitions", Way.INDEX),
    RESTORE(", restored after a purge", Way.LOAD);

    private static final int NUMBER_OF_PARTITIONS = 300;

    private static final List<Way> PURGES = List.of(
            Way.OUIGATE,
            Way.OUIGATE_ONCE,
            Way.OUIGATE_INDEX,
            Way.OUIGATE_TRUNCATE,
            Way.INDEX,
            Way.KEY,
            Way.OUIGATE_ARCHIVE,
            Way.COPY_OUT,
            Way.DELETES,
            Way.LIQUIBASE,
            Way.TRUNCATE);
    private static final List<Way> PURGES_WITH_AN_INDEX = List.of(
            Way.OUIGATE,
            Way.OUIGATE_TRUNCATE,
            Way.DELETES,
            Way.OUIGATE_ARCHIVE,
            Way.COPY_OUT,
            Way.LIQUIBASE,
            Way.TRUNCATE);
    private static final List<Way> RESTORES = List.of(Way.OUIGATE_RESTORE, Way.LOAD, Way.LOAD_THEN_KEYS);

    private final String description;
    private final Way floor;

    Setting(String description, Way floor) {
        this.description = description;
        this.floor = floor;
    }

    /** Returns the way with the least work for the server, to which the others are compared. */
    Way floor() {
        return floor;
    }

    List<Way> ways() {
        return switch (this) {
            case NO_INDEX, PARTITIONS -> PURGES;
            case INDEX -> PURGES_WITH_AN_INDEX;
            case RESTORE -> RESTORES;
        };
    }

    /** Returns whether an index finds the messages of a conversation. */
    boolean hasIndex() {
        return this == INDEX;
    }

    /** Changes the schema of a filled shop. */
    void prepare(PostgresShop shop) {
        if (this == INDEX) {
            shop.execute("CREATE INDEX messages_thread ON messages (thread_id)");
        } else if (this == PARTITIONS) {
            shop.execute(partition().toArray(String[]::new));
        }
        shop.execute("VACUUM ANALYZE");
    }

    /** Returns statements for one partition a month; a message and its conversation can belong to different months. */
    private static List<String> partition() {
        List<String> statements = new ArrayList<>(List.of(
                "ALTER TABLE messages RENAME TO messages_all",
                "CREATE TABLE messages (LIKE messages_all INCLUDING DEFAULTS, PRIMARY KEY (id, created_at),"
                        + " FOREIGN KEY (thread_id) REFERENCES message_threads,"
                        + " FOREIGN KEY (author_user_id) REFERENCES users) PARTITION BY RANGE (created_at)"));
        for (int month = 0; month < NUMBER_OF_PARTITIONS; month++) {
            statements.add("CREATE TABLE messages_" + month + " PARTITION OF messages FOR VALUES FROM (" + start(month)
                    + ") TO (" + start(month + 1) + ")");
        }
        statements.add("INSERT INTO messages SELECT id, thread_id, author_user_id, content, timestamp '2000-01-01'"
                + " + (row_number() OVER () % " + NUMBER_OF_PARTITIONS + ") * interval '1 month' FROM messages_all");
        statements.add("DROP TABLE messages_all");
        return statements;
    }

    private static String start(int month) {
        return "timestamp '2000-01-01' + interval '" + month + " months'";
    }

    @Override
    public String toString() {
        return description;
    }
}
