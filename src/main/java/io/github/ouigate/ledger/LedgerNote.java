package io.github.ouigate.ledger;

import io.github.ouigate.db.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The note that a run writes to the COMMENTS column of its ledger row, for later runs to report: {@code ouigate RUN by
 * OPERATOR: 36 public.messages, 6 public.message_threads}.
 *
 * @param deletions how many rows of which table it deleted, as text
 */
public record LedgerNote(RunId runId, String operator, List<String> deletions) {
    /** MarkChangeSetRanGenerator cuts comments off at 250 characters. */
    private static final int WIDTH = 250;

    private static final int OPERATOR_WIDTH = 80;
    /** In ASCII, which every server's encoding has. */
    private static final String CUT = "...";

    /** What version 0.1.0 wrote. */
    private static final String EARLIER_CUT = "\u2026";

    private static final Pattern FORM = Pattern.compile("(ouigate \\S+) by (.*?): (.*)", Pattern.DOTALL);

    public LedgerNote {
        operator = cut(operator.replaceAll("[\\p{Cntrl}:]+", "_"), OPERATOR_WIDTH);
        deletions = List.copyOf(deletions);
    }

    /** Returns the note as one line of at most 250 characters; what does not fit is left out and shows as "...". */
    public String text() {
        String head = runId.sessionName() + " by " + operator + ": ";
        List<String> shown = new ArrayList<>(deletions);
        String text = head + String.join(", ", shown);
        while (text.length() > WIDTH) {
            shown.remove(shown.size() - 1);
            text = head + String.join(", ", shown) + CUT;
        }
        return text;
    }

    /** Reads a COMMENTS column, if a run of ouigate wrote it. */
    public static Optional<LedgerNote> parse(String comments) {
        Matcher matcher = FORM.matcher(comments);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return RunId.startOf(matcher.group(1))
                .map(run -> new LedgerNote(
                        run, matcher.group(2), List.of(matcher.group(3).split(", "))));
    }

    /** Returns whether the run deleted so many rows of a table, as far as the note says. */
    public boolean mayHaveDeleted(long rows, TableName table) {
        String listed = ", " + String.join(", ", deletions) + ", ";
        return listed.endsWith(CUT + ", ")
                || listed.endsWith(EARLIER_CUT + ", ")
                || listed.contains(", " + rows + " " + table + ", ");
    }

    private static String cut(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        int end = width - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
