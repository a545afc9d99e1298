package io.github.ouigate.chaos;

import java.util.List;
import java.util.UUID;

/**
 * A transaction of a writer.
 *
 * @param conversation the conversation that it created or wrote to
 * @param messages the messages that it wrote
 * @param began the start in {@link System#nanoTime}
 * @param ended the time when the writer received the answer
 */
record Write(Habit habit, UUID conversation, List<UUID> messages, long began, long ended, Answer answer) {
    /** The write patterns of applications, which differ in the order of rows and tables. */
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
        /** Counts the message in a table that the purge's trigger writes to, then inserts it. */
        ACTIVITY_FIRST,
        /** Writes to two partitions directly, in any order, then inserts the message. */
        PARTITIONS_FIRST
    }

    /** The answer of the server. */
    enum Answer {
        COMMITTED,
        /** The conversation no longer exists; the transaction was rolled back. */
        GONE,
        /** The connection broke before the commit was sent; the transaction was rolled back. */
        ROLLED_BACK,
        /** The connection broke after the commit was sent. */
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
