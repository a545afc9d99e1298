package io.github.ouigate.db;

import io.github.ouigate.db.schema.DeleteHook;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** What affects a delete besides its own rows: foreign keys, triggers, rules, row-level security and publications. */
public interface DeleteEffects {
    /** Returns the foreign keys that touch any of {@code tables}, at either end. */
    List<ForeignKey> foreignKeys(Collection<TableName> tables) throws SQLException;

    /** Returns what makes a delete from any of {@code tables} do more, or less, than to delete its rows. */
    List<DeleteHook> deleteHooks(Collection<TableName> tables) throws SQLException;
}
