package io.github.ouigate.ledger;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Sha256;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Identifies the deletes of a run in its note. Names are compared as the database has them, conditions as text.
 *
 * @param tables the first digits of the SHA-256 digest of the set of tables
 * @param statements the first digits of the SHA-256 digest of the statements in order; empty in a note of an earlier
 *     version
 */
public record DeletionDigest(String tables, Optional<String> statements) {
    private static final String NAME = "deletions ";

    /** The name in notes of earlier versions, where all digits are of the tables. */
    private static final String EARLIER_NAME = "tables ";

    private static final int WIDTH = 16;

    /** The form of its text. */
    static final String FORM = "(?:" + NAME + "|" + EARLIER_NAME + ")[0-9a-f]{" + WIDTH + "}";

    /** Returns the digest of deletes with these conditions, in the order of the map. */
    static DeletionDigest of(Map<TableName, Condition> deletes) {
        return new DeletionDigest(start(names(deletes.keySet())), Optional.of(start(statements(deletes))));
    }

    /** Reads a text of this {@link #FORM}. */
    static DeletionDigest parse(String text) {
        String digits = text.substring(text.length() - WIDTH);
        return text.startsWith(NAME)
                ? new DeletionDigest(digits.substring(0, WIDTH / 2), Optional.of(digits.substring(WIDTH / 2)))
                : new DeletionDigest(digits, Optional.empty());
    }

    String text() {
        return statements.map(digits -> NAME + tables + digits).orElse(EARLIER_NAME + tables);
    }

    boolean isOfTables(Collection<TableName> others) {
        return Sha256.hex(names(others)).startsWith(tables);
    }

    /** Returns whether the statements are those of the run; true if they are unknown. */
    boolean isOfStatements(Map<TableName, Condition> deletes) {
        return statements.map(start(statements(deletes))::equals).orElse(true);
    }

    private static String names(Collection<TableName> tables) {
        return tables.stream().map(TableName::sql).distinct().sorted().collect(Collectors.joining(","));
    }

    /** Joins the statements with semicolons, which no condition has. */
    private static String statements(Map<TableName, Condition> deletes) {
        return deletes.entrySet().stream()
                .map(delete -> "DELETE FROM " + delete.getKey().sql()
                        + Optional.ofNullable(delete.getValue().sql())
                                .map(condition -> " WHERE " + condition)
                                .orElse(""))
                .collect(Collectors.joining("; "));
    }

    private static String start(String text) {
        return Sha256.hex(text).substring(0, WIDTH / 2);
    }
}
