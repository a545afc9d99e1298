package io.github.ouigate.message;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Finds known names that resemble a misspelt one. */
public final class SimilarNames {
    private SimilarNames() {}

    /** Returns the known names that resemble {@code name}, the closest first. */
    public static List<String> of(String name, Collection<String> known) {
        return of(name, known, candidate -> candidate);
    }

    /** Returns the elements of {@code known} whose names resemble {@code name}, the closest first. */
    public static <T> List<T> of(String name, Collection<T> known, Function<T, String> naming) {
        int limit = Math.max(1, name.length() / 3);
        return known.stream()
                .filter(candidate -> distance(naming.apply(candidate), name) <= limit)
                .sorted(Comparator.<T>comparingInt(candidate -> distance(naming.apply(candidate), name))
                        .thenComparing(naming))
                .toList();
    }

    private static int distance(String from, String to) {
        return edits(plain(from), plain(to));
    }

    /** Ignores case and underscores: the driver's sslNegotiation is libpq's sslnegotiation. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** Returns the Damerau-Levenshtein distance: characters changed, added, removed or swapped with the next. */
    private static int edits(String from, String to) {
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int changed = edits[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                edits[i][j] = Math.min(changed, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[from.length()][to.length()];
    }
}
