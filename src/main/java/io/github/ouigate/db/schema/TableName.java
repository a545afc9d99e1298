package io.github.ouigate.db.schema;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table as the server knows it. */
public record TableName(String schema, String name) implements Comparable<TableName> {
    /** Quotes one identifier for SQL; PostgreSQL and H2 agree on the form. The only place that does. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** Quotes some identifiers, with commas between them. */
    public static String quoted(List<String> identifiers) {
        return identifiers.stream().map(TableName::quote).collect(Collectors.joining(", "));
    }

    /** Quotes a text for SQL. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Returns the name for use in SQL. */
    public String sql() {
        return quote(schema) + "." + quote(name);
    }

    /** Returns whether it is one of the server's own catalogs, which describe what is in the database. */
    public boolean isCatalog() {
        return schema.equals("pg_catalog") || schema.equals("INFORMATION_SCHEMA");
    }

    /** As a record's own would, which costs the start-up some method handles. */
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

    /** Returns {@code schema.table}, the form that people and JSON see. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
