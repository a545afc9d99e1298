package io.github.ouigate.chaos;

import io.github.ouigate.chaos.Write.Answer;
import io.github.ouigate.chaos.Write.Habit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Writes like an application, one transaction at a time on one connection. */
final class Writer {
    /** The prefix of the texts of writers, which distinguishes their rows. */
    static final String MARK = "w ";

    private static final String FOREIGN_KEY_VIOLATION = "23503";
    /** The number of attachments in a test shop. */
    private static final int ATTACHMENTS = 50;

    private static final Habit[] HABITS = Habit.values();

    private final Connection connection;
    private final RandomGenerator random;
    private final UUID user;
    private final List<UUID> conversations;
    private boolean broken;

    /** Creates a writer to these conversations and to those that it creates, for one user. */
    Writer(Connection connection, RandomGenerator random, UUID user, List<UUID> conversations) throws SQLException {
        this.connection = connection;
        this.random = random;
        this.user = user;
        this.conversations = new ArrayList<>(conversations);
        connection.setAutoCommit(false);
    }

    /** An error that applications must never get. */
    static final class UnexpectedAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        UnexpectedAnswer(Habit habit, String what) {
            super(habit + ": " + what);
        }
    }

    /** Writes once with a random pattern. */
    Write write() throws UnexpectedAnswer {
        Habit habit = HABITS[random.nextInt(conversations.isEmpty() ? 1 : HABITS.length)];
        int known = conversations.isEmpty() ? 0 : random.nextInt(conversations.size());
        UUID conversation = habit == Habit.OPENING ? uuid() : conversations.get(known);
        List<UUID> messages = new ArrayList<>();
        for (int i = habit == Habit.OPENING ? random.nextInt(1, 4) : 1; i > 0; i--) {
            messages.add(uuid());
        }
        long began = System.nanoTime();
        Answer answer = transact(habit, conversation, messages);
        if (answer == Answer.COMMITTED && habit == Habit.OPENING) {
            conversations.add(conversation);
        } else if (answer == Answer.GONE) {
            conversations.remove(known);
        }
        return new Write(habit, conversation, messages, began, System.nanoTime(), answer);
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private Answer transact(Habit habit, UUID conversation, List<UUID> messages) throws UnexpectedAnswer {
        boolean committing = false;
        try {
            if (!perform(habit, conversation, messages)) {
                connection.rollback();
                return Answer.GONE;
            }
            committing = true;
            connection.commit();
            return Answer.COMMITTED;
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            broken = state.startsWith("08") || state.startsWith("57P"); // connection exception, operator intervention
            if (broken) {
                return committing ? Answer.LOST : Answer.ROLLED_BACK;
            }
            rollback();
            if (state.equals(FOREIGN_KEY_VIOLATION) && habit != Habit.OPENING) {
                return Answer.GONE;
            }
            throw new UnexpectedAnswer(habit, state + " " + e.getMessage());
        }
    }

    /** Returns false if the conversation no longer exists. */
    private boolean perform(Habit habit, UUID conversation, List<UUID> messages) throws SQLException, UnexpectedAnswer {
        switch (habit) {
            case OPENING -> open(conversation);
            case THREAD_FIRST -> {
                if (!touch(conversation)) {
                    return false;
                }
            }
            case LOCKING_FIRST -> {
                if (!lock(conversation)) {
                    return false;
                }
            }
            case ATTACHMENT_FIRST ->
                execute("UPDATE attachments SET name = 'plan.pdf' WHERE id = " + random.nextInt(1, ATTACHMENTS));
            case ACTIVITY_FIRST -> execute("UPDATE activity SET n = n + 1");
            case PARTITIONS_FIRST -> {
                lockPartition();
                lockPartition();
            }
            case MESSAGE_FIRST -> {}
        }
        for (UUID message : messages) {
            insert(message, conversation);
        }
        if ((habit == Habit.MESSAGE_FIRST || habit == Habit.LOCKING_FIRST) && !touch(conversation)) {
            throw new UnexpectedAnswer(habit, "the thread was gone after a message had been written to it");
        }
        return true;
    }

    private void open(UUID conversation) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO message_threads VALUES (?, ?, NULL, '" + MARK + "question', false, now(), now())")) {
            insert.setObject(1, conversation);
            insert.setObject(2, user);
            insert.executeUpdate();
        }
    }

    private void insert(UUID message, UUID conversation) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO messages VALUES (?, ?, ?, '" + MARK + "message', now())")) {
            insert.setObject(1, message);
            insert.setObject(2, conversation);
            insert.setObject(3, user);
            insert.executeUpdate();
        }
    }

    /** Locks a partition like a write to any of its rows. */
    private void lockPartition() throws SQLException {
        execute("UPDATE messages_" + random.nextInt(ChaosShop.PARTITIONS) + " SET content = content WHERE id = '"
                + uuid() + "'");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean touch(UUID conversation) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE message_threads SET updated_at = now() WHERE id = ?")) {
            update.setObject(1, conversation);
            return update.executeUpdate() == 1;
        }
    }

    private boolean lock(UUID conversation) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id FROM message_threads WHERE id = ? FOR UPDATE")) {
            select.setObject(1, conversation);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            broken = true;
        }
    }

    /** Returns whether its connection is broken. */
    boolean isBroken() {
        return broken;
    }
}
