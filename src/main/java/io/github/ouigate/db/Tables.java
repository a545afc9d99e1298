package io.github.ouigate.db;

import io.github.ouigate.db.schema.ChildTable;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.Relation;
import io.github.ouigate.db.schema.RowConstraint;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schemas and tables in the database's catalog. */
public interface Tables {
    /** Returns the schema of unqualified names; empty if there is none. */
    Optional<String> defaultSchema() throws SQLException;

    /** Returns the other schemas that Liquibase confuses with {@code schema} when it searches for its own tables. */
    default List<String> schemasAlike(String schema) throws SQLException {
        return List.of();
    }

    /** Returns whether the schema exists. */
    boolean hasSchema(String schema) throws SQLException;

    /**
     * Returns all tables, views and other relations with a name, spelt as in a changelog.
     *
     * @param schema the schema of Liquibase's statements; null for the default schema
     * @return the relation that the statements resolve to first, then the others that make an unqualified name
     *     ambiguous
     */
    List<Relation> named(@Nullable String schema, String name) throws SQLException;

    /** Returns all tables, views and other relations except the server's own, in no particular order. */
    List<Relation> all() throws SQLException;

    /** Returns the ordinary table that Liquibase's statements resolve to. */
    default Optional<TableName> find(@Nullable String schema, String name) throws SQLException {
        return Relation.target(named(schema, name));
    }

    /** Returns the partitions and inheriting tables of some tables, at any depth. */
    default List<ChildTable> children(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns some tables and their partitions, each mapped to the given table that it is or belongs to. */
    default Map<TableName, TableName> parts(Collection<TableName> tables) throws SQLException {
        Map<TableName, TableName> parts = new HashMap<>();
        tables.forEach(table -> parts.put(table, table));
        for (ChildTable child : tables.isEmpty() ? List.<ChildTable>of() : children(tables)) {
            if (child.kind() == ChildTable.Kind.PARTITION) {
                parts.put(child.name(), child.root());
            }
        }
        return parts;
    }

    /**
     * Returns the tables that are displayed as {@code table} ({@code schema.table}); {@code a.b.c} can be two tables.
     */
    List<TableName> shownAs(String table) throws SQLException;

    /** Returns whether a table is displayed as {@code table} ({@code schema.table}). */
    default boolean hasTable(String table) throws SQLException {
        return !shownAs(table).isEmpty();
    }

    /**
     * Returns the definition of some tables (columns, constraints, triggers, …) as sorted lines. The lines change if
     * and only if the definition does, and are independent of the session. Requires a transaction.
     */
    List<String> definition(Collection<TableName> tables) throws SQLException;

    /** Returns the constraints that apply to later writes but not to existing rows (NOT VALID). */
    default List<RowConstraint> unvalidatedConstraints(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns the NOT NULL columns of a table. */
    Set<String> notNull(TableName table) throws SQLException;

    /** Returns the columns of a table in order, with type names independent of the session. Requires a transaction. */
    List<Column> columns(TableName table) throws SQLException;
}
