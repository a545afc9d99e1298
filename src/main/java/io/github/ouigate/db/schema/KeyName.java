package io.github.ouigate.db.schema;

/**
 * The name of a foreign key, which is unique in its table.
 *
 * @param table the referencing table
 */
public record KeyName(TableName table, String name) {
    @Override
    public String toString() {
        return name + " of " + table;
    }
}
