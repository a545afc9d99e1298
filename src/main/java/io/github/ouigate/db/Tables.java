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

/** Schemas and tables, as the catalog of a database has them. */
public interface Tables {
    /** Returns the schema that names without one belong to; empty if there is none. */
    Optional<String> defaultSchema() throws SQLException;

    /** Returns the other schemas that Liquibase does not tell from {@code schema} when it looks for its own tables. */
    default List<String> schemasAlike(String schema) throws SQLException {
        return List.of();
    }

    /** Returns whether there is a schema of that name. */
    boolean hasSchema(String schema) throws SQLException;

    /**
     * Finds all tables, views and the like of a name, spelt as in a changelog.
     *
     * @param schema where Liquibase's statements look for it; null for the default schema
     * @return the one that they find first, then the others as far as the name is ambiguous without a schema
     */
    List<Relation> named(@Nullable String schema, String name) throws SQLException;

    /** Returns all tables, views and the like that are not the server's own; the place says nothing. */
    List<Relation> all() throws SQLException;

    /** Finds an ordinary table the way Liquibase's statements will name it. */
    default Optional<TableName> find(@Nullable String schema, String name) throws SQLException {
        return Relation.target(named(schema, name));
    }

    /** Returns the partitions and inheriting tables of some tables, at any depth. */
    default List<ChildTable> children(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns some tables and their partitions, each with the table of these that it is or belongs to. */
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

    /** Returns the tables that people see as {@code table}, which is {@code schema.table}: a.b.c can be two. */
    List<TableName> shownAs(String table) throws SQLException;

    /** Returns whether there is a table of that name, {@code schema.table} as people see it. */
    default boolean hasTable(String table) throws SQLException {
        return !shownAs(table).isEmpty();
    }

    /**
     * Describes the definition of some tables (columns, constraints, triggers, …) in sorted lines that change when it
     * does, and that do not depend on the session that asks. Inside a transaction.
     */
    List<String> definition(Collection<TableName> tables) throws SQLException;

    /** Returns the constraints of some tables that later writes have to meet and rows that are there need not. */
    default List<RowConstraint> unvalidatedConstraints(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns the columns of a table that are declared NOT NULL. */
    Set<String> notNull(TableName table) throws SQLException;

    /** Returns the columns of a table in its order, by names that do not depend on the session. Inside a transaction. */
    List<Column> columns(TableName table) throws SQLException;
}
