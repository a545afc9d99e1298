package io.github.ouigate.ledger;

import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Sha256;
import io.github.ouigate.ledger.LedgerEntry.Match;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The note that a run writes to the COMMENTS column of its ledger row, for later runs to report: {@code ouigate RUN by
 * OPERATOR [tables DIGEST, receipt DIGEST, archive DIGEST]: 36 public.messages, 6 public.message_threads}. Earlier versions
 * wrote no brackets; later ones may put more into them.
 *
 * @param tables the digest of the set of tables that the job's deletes name; empty in a note of an earlier version
 * @param documents the receipt and the archive of the run
 * @param deletions how many rows of which table it deleted, as text: those of the job's deletes, then those that foreign
 *     keys deleted
 */
public record LedgerNote(
        RunId runId, String operator, Optional<String> tables, RunDocuments documents, List<String> deletions) {
    /** MarkChangeSetRanGenerator cuts comments off at 250 characters. */
    private static final int WIDTH = 250;

    private static final int OPERATOR_WIDTH = 80;
    /** In ASCII, which every server's encoding has. */
    private static final String CUT = "...";

    /** What version 0.1.0 wrote. */
    private static final String EARLIER_CUT = "\u2026";

    private static final int DIGEST_WIDTH = 16;

    private static final Pattern FORM = Pattern.compile(
            "(ouigate \\S+) by (.*?)(?: \\[tables ([0-9a-f]{" + DIGEST_WIDTH + "})((?:, \\w+ \\w+)*)])?: (.*)",
            Pattern.DOTALL);

    public LedgerNote {
        operator = name(operator);
        deletions = List.copyOf(deletions);
    }

    /** Returns the note of a run whose job's deletes name {@code tables}. */
    public static LedgerNote of(
            RunId runId,
            String operator,
            Collection<TableName> tables,
            RunDocuments documents,
            List<String> deletions) {
        return new LedgerNote(runId, operator, Optional.of(digest(tables)), documents, deletions);
    }

    /** Returns the start of the SHA-256 digest of the quoted names, sorted, with commas between them. */
    private static String digest(Collection<TableName> tables) {
        String names = tables.stream().map(TableName::sql).distinct().sorted().collect(Collectors.joining(","));
        byte[] digest = Sha256.begin().digest(names.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, DIGEST_WIDTH / 2);
    }

    /** Returns the note as one line of at most 250 characters; what does not fit is left out and shows as "...". */
    public String text() {
        String brackets = tables.map(digest -> " [tables " + digest + documents.text() + "]")
                .orElse("");
        return line(runId.sessionName() + " by " + operator + brackets + ": ", deletions);
    }

    /** Returns a line of at most 250 characters; what does not fit is left out and shows as "...". */
    static String line(String head, List<String> rows) {
        List<String> shown = new ArrayList<>(rows);
        String text = head + String.join(", ", shown);
        while (text.length() > WIDTH) {
            shown.remove(shown.size() - 1);
            text = head + String.join(", ", shown) + CUT;
        }
        return text;
    }

    /** Returns the name of an operator as a note can hold it. */
    static String name(String operator) {
        return cut(operator.replaceAll("[\\p{Cntrl}:]+", "_"), OPERATOR_WIDTH);
    }

    /** Reads a COMMENTS column, if a run of ouigate wrote it. */
    public static Optional<LedgerNote> parse(String comments) {
        Matcher matcher = FORM.matcher(comments);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return RunId.startOf(matcher.group(1))
                .map(run -> new LedgerNote(
                        run,
                        matcher.group(2),
                        Optional.ofNullable(matcher.group(3)),
                        RunDocuments.parse(matcher.group(4)),
                        List.of(matcher.group(5).split(", "))));
    }

    /** Compares the tables that the job's deletes named with others. */
    Match match(Collection<TableName> others) {
        boolean same = tables.map(digest(others)::equals).orElseGet(() -> mayHaveNamed(others));
        if (same) {
            return Match.SAME;
        }
        return others.stream().anyMatch(this::lists) ? Match.SOME : Match.OTHER;
    }

    /** Without a digest, only the list tells, which begins with the tables of the job and may be cut. */
    private boolean mayHaveNamed(Collection<TableName> others) {
        long listed = others.stream().filter(this::lists).count();
        return listed == others.size() || (!isComplete() && listed == shown().size());
    }

    private boolean lists(TableName table) {
        Pattern deletion = Pattern.compile(", \\d+ " + Pattern.quote(table.toString()) + ", ");
        return deletion.matcher(", " + String.join(", ", shown()) + ", ").find();
    }

    /** Returns whether all that the run deleted is listed. */
    public boolean isComplete() {
        String last = deletions.get(deletions.size() - 1);
        return !last.endsWith(CUT) && !last.endsWith(EARLIER_CUT);
    }

    /** Returns the deletions that are listed, without the sign that others were left out. */
    private List<String> shown() {
        return deletions.stream()
                .map(deletion -> deletion.replaceFirst("(\\.\\.\\.|\u2026)$", ""))
                .filter(deletion -> !deletion.isEmpty())
                .toList();
    }

    /** Returns whether the run deleted so many rows of a table, as far as the note says. */
    public boolean mayHaveDeleted(long rows, TableName table) {
        String listed = ", " + String.join(", ", deletions) + ", ";
        return !isComplete() || listed.contains(", " + rows + " " + table + ", ");
    }

    static String cut(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        int end = width - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
