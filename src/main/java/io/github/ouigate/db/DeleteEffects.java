package io.github.ouigate.db;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.DeleteHook;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.KeptContents;
import io.github.ouigate.db.schema.KeyEffect;
import io.github.ouigate.db.schema.KeyEffects;
import io.github.ouigate.db.schema.KeyName;
import io.github.ouigate.db.schema.Remake;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.WalRoom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The effects of a delete beyond its own rows: foreign keys, triggers, rules, row-level security, publications. */
public interface DeleteEffects {
    /** Returns the foreign keys that reference any of {@code tables} or belong to one. */
    List<ForeignKey> foreignKeys(Collection<TableName> tables) throws SQLException;

    /** Returns for each foreign key whether the connected role can drop it and add it again. */
    default Map<KeyName, Remake> remakes(Collection<KeyName> keys) throws SQLException {
        return keys.stream().collect(Collectors.toMap(key -> key, key -> Remake.NOT_PLAIN));
    }

    /**
     * Returns the effects of foreign keys on rows of other tables when rows are deleted. The default implementation
     * covers only keys that reference the tables directly.
     *
     * @param deletes the tables that rows are deleted from, with the conditions
     */
    default KeyEffects keyEffects(Map<TableName, Condition> deletes) throws SQLException {
        List<KeyEffect> effects = new ArrayList<>();
        for (ForeignKey key : foreignKeys(deletes.keySet())) {
            Condition deleted = deletes.get(key.to());
            if (deleted != null && !deletes.containsKey(key.from())) {
                effects.add(new KeyEffect(
                        key.name(),
                        key.from(),
                        key.columns(),
                        key.to(),
                        key.onDelete(),
                        key.options().nullable(),
                        List.of(),
                        key.referencing(deleted)));
            }
        }
        return new KeyEffects(effects, Map.of(), Map.of(), false);
    }

    /** Returns the triggers, rules and policies that make a delete from {@code tables} affect more or fewer rows. */
    List<DeleteHook> deleteHooks(Collection<TableName> tables) throws SQLException;

    /** Returns the triggers, rules and policies that make an update of {@code tables} affect more or fewer rows. */
    default List<DeleteHook> updateHooks(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns the triggers and rules that fire on an insert, update or delete of rows of {@code tables}. */
    default List<DeleteHook> writeHooks(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns the triggers and rules that fire on an insert into {@code tables}. */
    default List<DeleteHook> insertHooks(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns the objects that keep contents of deleted rows, as far as the catalogs show it. */
    default List<KeptContents> keptContents(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns how much write-ahead log a delete from {@code tables} can write, and how much can be retained. */
    default WalRoom walRoom(Collection<TableName> tables) throws SQLException {
        return WalRoom.UNKNOWN;
    }

    /**
     * Returns the columns of {@code tables} that can reference large objects; empty if the database has no large
     * objects.
     */
    default List<KeptContents.ReferringColumn> columnsOfLargeObjects(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns the publications that publish deletes of every new table of a schema. */
    default List<String> deletePublications(String schema) throws SQLException {
        return List.of();
    }

    /** Returns the event triggers that fire on any of the commands, such as {@code CREATE TABLE}. */
    default List<String> eventTriggers(Collection<String> commands) throws SQLException {
        return List.of();
    }
}
