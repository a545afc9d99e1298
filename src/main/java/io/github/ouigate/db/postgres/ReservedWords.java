package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The server's reserved words, read once. */
final class ReservedWords {
    private volatile @Nullable Set<String> words;

    /** Returns whether the server reserves {@code word}, which must be in lower case. */
    boolean contains(Rows rows, String word) throws SQLException {
        Set<String> known = words;
        if (known == null) {
            known = Set.copyOf(rows.list(
                    "SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')", row -> row.getString(1)));
            words = known;
        }
        return known.contains(word);
    }
}
