package io.github.ouigate.db;

import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a server says of itself and of this connection. */
public interface ServerInfo {
    /** Asks the server who it is. */
    DatabaseIdentity identity() throws SQLException;

    /** Asks the server under what conditions it serves this connection. */
    ConnectionState connectionState() throws SQLException;

    /** Returns whether the server counts what a transaction writes, so that {@link Transactions#watchWrites} can tell. */
    boolean countsWrites() throws SQLException;

    /** Returns whether the encoding of the database has every character of a text. */
    default boolean hasCharacters(String text) throws SQLException {
        return true;
    }

    /**
     * Checks texts that are sent to the server.
     *
     * @throws RefusedException if the encoding of the database lacks a character of one
     */
    default void requireCharacters(Collection<String> texts) throws SQLException {
        for (String text : texts) {
            if (!hasCharacters(text)) {
                throw new RefusedException(Message.of("encoding.lacks", text));
            }
        }
    }

    /** Returns a text for the database, with a question mark for each character that its encoding lacks. */
    default String withKnownCharacters(String text) throws SQLException {
        return text;
    }

    /**
     * Returns the names and definitions of the database that the program cannot read, if a statement has failed for one: none
     * if it was for another text.
     */
    default Optional<List<String>> unreadable(SQLException failure) throws SQLException {
        return Optional.empty();
    }

    /** Returns what serves some tables otherwise than the product does by itself. */
    default List<UnknownPart> unknownParts(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /**
     * What may not keep the promises that a run relies on.
     *
     * @param name of the extension or the access method; for the server, what it says of its version
     */
    record UnknownPart(Kind kind, String name) {
        public enum Kind {
            SERVER,
            EXTENSION,
            ACCESS_METHOD
        }

        /** Returns whether one of the operator's texts names it: its name, or a part of what the server says. */
        public boolean isNamedBy(Set<String> texts) {
            return texts.stream()
                    .anyMatch(text -> kind == Kind.SERVER ? !text.isBlank() && name.contains(text) : name.equals(text));
        }
    }

    /** Returns the views and functions that the role may not use, of those that a run can do without. */
    default List<String> deniedReads() {
        return List.of();
    }

    /**
     * The state of a connection as far as it matters before a run.
     *
     * @param standby whether it is a replica, which takes no writes
     * @param readOnly whether transactions are read-only unless they say otherwise
     * @param exposed whether the connection comes from another machine and is not encrypted
     */
    record ConnectionState(boolean standby, boolean readOnly, boolean exposed) {}
}
