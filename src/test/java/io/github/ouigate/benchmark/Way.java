package io.github.ouigate.benchmark;

/** A way to purge or restore all conversations of a shop in one process. */
enum Way {
    OUIGATE("ouigate"),
    OUIGATE_ONCE("ouigate --keys check-once --max-reader-wait 1m"),
    OUIGATE_INDEX("ouigate --keys index"),
    OUIGATE_TRUNCATE("ouigate --truncate"),
    OUIGATE_ARCHIVE("ouigate --archive"),
    INDEX("plain JDBC, local index"),
    KEY("plain JDBC, key dropped and added"),
    COPY_OUT("COPY into zstd (no delete)"),
    DELETES("plain JDBC, two DELETEs"),
    LIQUIBASE("Liquibase CLI"),
    TRUNCATE("plain JDBC, TRUNCATE"),
    OUIGATE_RESTORE("ouigate restore"),
    LOAD("plain JDBC, COPY from the archive"),
    LOAD_THEN_KEYS("plain JDBC, the same, keys dropped and added");

    private final String title;

    Way(String title) {
        this.title = title;
    }

    /** Returns whether it scans all messages for each deleted conversation without an index. */
    boolean scansForEachRow() {
        return this == DELETES || this == LIQUIBASE;
    }

    /** Returns whether the conversations exist after it. */
    boolean leavesConversations() {
        return this == COPY_OUT || this == OUIGATE_RESTORE || this == LOAD || this == LOAD_THEN_KEYS;
    }

    @Override
    public String toString() {
        return title;
    }
}
