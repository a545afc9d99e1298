package io.github.ouigate.ledger;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The note that a restore writes to the DESCRIPTION column of its ledger row: {@code ouigate RUN by OPERATOR [restores RUN]:
 * 6 public.message_threads, 36 public.messages}. Its COMMENTS column has the note of the run that it took back.
 *
 * @param restored the run that it took back
 * @param rows how many rows of which table it put back, as text
 */
public record RestoreNote(RunId runId, String operator, String restored, List<String> rows) {
    /** The author and the file of its row, which no changelog has. */
    static final String AUTHOR = "ouigate";

    /** The width of the ID column. */
    private static final int ID_WIDTH = 255;

    private static final Pattern FORM = Pattern.compile(
            "(ouigate \\S+) by (.*?) \\[restores ([0-9TZ]+-[0-9a-f]+)(?:, \\w+ \\w+)*]: (.*)", Pattern.DOTALL);

    public RestoreNote {
        operator = LedgerNote.name(operator);
        rows = List.copyOf(rows);
    }

    /** Returns the note as one line of at most 250 characters; what does not fit is left out and shows as "...". */
    public String text() {
        return LedgerNote.line(runId.sessionName() + " by " + operator + " [restores " + restored + "]: ", rows);
    }

    /** Reads a DESCRIPTION column, if a restore wrote it. */
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

    /** Returns the ID of the row of a restore, which is no changeset's. */
    public static String rowId(String tag, RunId restore) {
        return LedgerNote.cut(tag, ID_WIDTH - suffix(restore).length()) + suffix(restore);
    }

    private static String suffix(RunId restore) {
        return " (restored " + restore.value() + ")";
    }

    /** Returns the tag in the ID of the restore's row. */
    String tag(String rowId) {
        String suffix = suffix(runId);
        return rowId.endsWith(suffix) ? rowId.substring(0, rowId.length() - suffix.length()) : rowId;
    }
}
