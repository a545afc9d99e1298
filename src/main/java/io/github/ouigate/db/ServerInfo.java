package io.github.ouigate.db;

import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Information from the server about itself and the connection. */
public interface ServerInfo {
    /** Returns the identity of the database. */
    DatabaseIdentity identity() throws SQLException;

    /** Returns the state of the connection. */
    ConnectionState connectionState() throws SQLException;

    /** Returns whether the server counts the writes of a transaction; {@link Transactions#watchWrites} relies on it. */
    boolean countsWrites() throws SQLException;

    /** Returns whether the database's encoding has every character of {@code text}. */
    default boolean hasCharacters(String text) throws SQLException {
        return true;
    }

    /**
     * Checks texts that are sent to the server.
     *
     * @throws RefusedException if the database's encoding lacks a character of one
     */
    default void requireCharacters(Collection<String> texts) throws SQLException {
        for (String text : texts) {
            if (!hasCharacters(text)) {
                throw new RefusedException(Message.of("encoding.lacks", text));
            }
        }
    }

    /** Returns {@code text} with a question mark in place of each character that the database's encoding lacks. */
    default String withKnownCharacters(String text) throws SQLException {
        return text;
    }

    /**
     * Returns the names and definitions in the catalog that cannot be decoded, if {@code failure} is a decoding error;
     * an empty list if another text was the cause.
     */
    default Optional<List<String>> unreadable(SQLException failure) throws SQLException {
        return Optional.empty();
    }

    /** Returns the parts of the server, and of the given tables, that deviate from the plain product. */
    default List<UnknownPart> unknownParts(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /**
     * A component for which the promises of a run are not established.
     *
     * @param name the name of the extension or access method, or the server's version text
     */
    record UnknownPart(Kind kind, String name) {
        public enum Kind {
            SERVER,
            EXTENSION,
            ACCESS_METHOD
        }

        /**
         * Returns whether one of the operator's texts identifies it: the name, or a part of the server's version text.
         */
        public boolean isNamedBy(Set<String> texts) {
            return texts.stream()
                    .anyMatch(text -> kind == Kind.SERVER ? !text.isBlank() && name.contains(text) : name.equals(text));
        }
    }

    /** Returns the optional views and functions that the role lacks privileges on. */
    default List<String> deniedReads() {
        return List.of();
    }

    /**
     * The properties of a connection that matter before a run.
     *
     * @param standby whether the server is a standby, which accepts no writes
     * @param readOnly whether transactions are read-only by default
     * @param exposed whether the connection comes from another machine and is unencrypted
     */
    record ConnectionState(boolean standby, boolean readOnly, boolean exposed) {}
}
