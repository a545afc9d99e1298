package io.github.ouigate.db.schema;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The schema and name of a table, as in the catalog. */
public record TableName(String schema, String name) implements Comparable<TableName> {
    /** Quotes an identifier for SQL, in the form that PostgreSQL and H2 share. All identifiers are quoted here. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** Quotes identifiers and joins them with commas. */
    public static String quoted(List<String> identifiers) {
        return identifiers.stream().map(TableName::quote).collect(Collectors.joining(", "));
    }

    /** Returns a text as an SQL string literal. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Returns the quoted, schema-qualified name. */
    public String sql() {
        return quote(schema) + "." + quote(name);
    }

    /** Returns whether the table is in the system catalog. */
    public boolean isCatalog() {
        return schema.equals("pg_catalog") || schema.equals("INFORMATION_SCHEMA");
    }

    /** Replaces the record's own method, whose method handles slow down the start. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TableName table && schema.equals(table.schema) && name.equals(table.name);
    }

    @Override
    public int hashCode() {
        return 31 * schema.hashCode() + name.hashCode();
    }

    @Override
    public int compareTo(TableName other) {
        int schemas = schema.compareTo(other.schema);
        return schemas != 0 ? schemas : name.compareTo(other.name);
    }

    /** Returns {@code schema.table} without quotes, for people and JSON. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
