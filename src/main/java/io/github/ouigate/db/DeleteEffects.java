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

/** What affects a delete besides its own rows: foreign keys, triggers, rules, row-level security and publications. */
public interface DeleteEffects {
    /** Returns the foreign keys that touch any of {@code tables}, at either end. */
    List<ForeignKey> foreignKeys(Collection<TableName> tables) throws SQLException;

    /** Returns whether the connected role can drop some foreign keys, and add them again. */
    default Map<KeyName, Remake> remakes(Collection<KeyName> keys) throws SQLException {
        return keys.stream().collect(Collectors.toMap(key -> key, key -> Remake.NOT_PLAIN));
    }

    /**
     * Returns what foreign keys do to the rows of other tables when rows are deleted. A product whose keys are not
     * followed has those that reference the tables directly.
     *
     * @param deletes the tables that are deleted from, and which rows
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

    /** Returns what makes a delete from any of {@code tables} do more, or less, than to delete its rows. */
    List<DeleteHook> deleteHooks(Collection<TableName> tables) throws SQLException;

    /** Returns what makes an update of rows of any of {@code tables} do more, or less, than to change them. */
    default List<DeleteHook> updateHooks(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns the triggers and rules that fire when rows of any of {@code tables} are inserted, updated or deleted. */
    default List<DeleteHook> writeHooks(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns the triggers and rules that fire when rows of any of {@code tables} are inserted. */
    default List<DeleteHook> insertHooks(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns what keeps contents of rows of some tables after they are deleted, as far as the catalogs tell. */
    default List<KeptContents> keptContents(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns how much write-ahead log a delete from some tables can write, and how much can be kept. */
    default WalRoom walRoom(Collection<TableName> tables) throws SQLException {
        return WalRoom.UNKNOWN;
    }

    /** Returns the columns of some tables that can refer to large objects, if there are any. */
    default List<KeptContents.ReferringColumn> columnsOfLargeObjects(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns the names of the publications of deletes that a table belongs to as soon as it is made in a schema. */
    default List<String> deletePublications(String schema) throws SQLException {
        return List.of();
    }

    /** Returns the names of the event triggers that fire at any of some commands, as in {@code CREATE TABLE}. */
    default List<String> eventTriggers(Collection<String> commands) throws SQLException {
        return List.of();
    }
}
