package io.github.ouigate.chaos;

import java.util.List;
import java.util.UUID;

/**
 * A transaction of a writer.
 *
 * @param conversation the one that it opened or wrote to
 * @param messages those that it wrote
 * @param began by {@link System#nanoTime}
 * @param ended when the writer knew the answer
 */
record Write(Habit habit, UUID conversation, List<UUID> messages, long began, long ended, Answer answer) {
    /** How applications write: the orders differ in which rows and tables they come to first. */
    enum Habit {
        /** Inserts a thread, then its first messages. */
        OPENING,
        /** Updates the thread, then inserts the message. */
        THREAD_FIRST,
        /** Inserts the message, then updates the thread. */
        MESSAGE_FIRST,
        /** Locks the thread's row, inserts the message, updates the thread. */
        LOCKING_FIRST,
        /** Updates an attachment, then inserts the message. */
        ATTACHMENT_FIRST,
        /** Counts the message in a table to which the purge's trigger writes, then inserts it. */
        ACTIVITY_FIRST,
        /** Writes to two partitions by their own names, in any order, then inserts the message. */
        PARTITIONS_FIRST
    }

    /** What the server said. */
    enum Answer {
        COMMITTED,
        /** There is no such conversation any more: it is rolled back. */
        GONE,
        /** It was rolled back with the connection, before its commit was sent. */
        ROLLED_BACK,
        /** The commit was sent, and the connection broke. */
        LOST
    }

    Write {
        messages = List.copyOf(messages);
    }

    boolean opens() {
        return habit == Habit.OPENING;
    }

    TimeSpan span() {
        return new TimeSpan(began, ended);
    }
}
