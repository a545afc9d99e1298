package io.github.ouigate.db.schema;

/**
 * The name of a foreign key, which is its table's own.
 *
 * @param table the table that references
 */
public record KeyName(TableName table, String name) {
    @Override
    public String toString() {
        return name + " of " + table;
    }
}
