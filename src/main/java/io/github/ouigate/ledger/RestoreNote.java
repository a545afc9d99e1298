package io.github.ouigate.ledger;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The note of a restore in the DESCRIPTION column of its ledger row:
 * {@code ouigate RUN by OPERATOR [restores RUN]: 6 public.message_threads, 36 public.messages}. The COMMENTS column has
 * the note of the restored run.
 *
 * @param restored the restored run
 * @param rows the numbers of restored rows with their tables, as text
 */
public record RestoreNote(RunId runId, String operator, String restored, List<String> rows) {
    /** The author and file of its row, which no changelog uses. */
    static final String AUTHOR = "ouigate";

    /** The width of the ID column. */
    private static final int ID_WIDTH = 255;

    private static final Pattern FORM = Pattern.compile(
            "(ouigate \\S+) by (.*?) \\[restores ([0-9TZ]+-[0-9a-f]+)(?:, \\w+ \\w+)*]: (.*)", Pattern.DOTALL);

    public RestoreNote {
        operator = LedgerNote.name(operator);
        rows = List.copyOf(rows);
    }

    /** Returns the note as one line of at most 250 characters; a longer list ends with "...". */
    public String text() {
        return LedgerNote.line(runId.sessionName() + " by " + operator + " [restores " + restored + "]: ", rows);
    }

    /** Parses a DESCRIPTION column; empty if it is not the note of a restore. */
    public static Optional<RestoreNote> parse(String description) {
        Matcher matcher = FORM.matcher(description);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return RunId.startOf(matcher.group(1))
                .map(run -> new RestoreNote(
                        run,
                        matcher.group(2),
                        matcher.group(3),
                        List.of(matcher.group(4).split(", "))));
    }

    /** Returns the ID of a restore's row, which differs from every changeset's id. */
    public static String rowId(String tag, RunId restore) {
        return LedgerNote.cut(tag, ID_WIDTH - suffix(restore).length()) + suffix(restore);
    }

    private static String suffix(RunId restore) {
        return " (restored " + restore.value() + ")";
    }

    /** Returns the tag contained in the ID of the restore's row. */
    String tag(String rowId) {
        String suffix = suffix(runId);
        return rowId.endsWith(suffix) ? rowId.substring(0, rowId.length() - suffix.length()) : rowId;
    }
}
