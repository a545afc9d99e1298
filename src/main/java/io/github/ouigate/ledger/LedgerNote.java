package io.github.ouigate.ledger;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.ledger.LedgerEntry.Match;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The note of a run in the COMMENTS column of its ledger row, which later runs report:
 * {@code ouigate RUN by OPERATOR [deletions DIGEST, receipt DIGEST, archive DIGEST]: 36 public.messages, 6 public.message_threads, changed 2 public.ratings}.
 * Earlier versions wrote no brackets; later versions may add to them.
 *
 * @param digest the digest of the job's deletes; empty in a note of an earlier version
 * @param documents the receipt and the archive of the run
 * @param deletions the numbers of deleted rows with their tables, as text: those of the job's deletes, then those of
 *     cascades
 * @param changes the numbers of rows that foreign keys changed, with their tables, as text; they are last in the list,
 *     and missing if it is truncated before, or of an earlier version
 */
public record LedgerNote(
        RunId runId,
        String operator,
        Optional<DeletionDigest> digest,
        RunDocuments documents,
        List<String> deletions,
        List<String> changes) {
    private static final String CHANGED = "changed ";

    /** MarkChangeSetRanGenerator truncates comments to 250 characters. */
    private static final int WIDTH = 250;

    private static final int OPERATOR_WIDTH = 80;
    /** The ellipsis, in ASCII, which every database encoding has. */
    private static final String CUT = "...";

    /** The ellipsis of version 0.1.0. */
    private static final String EARLIER_CUT = "\u2026";

    private static final Pattern FORM = Pattern.compile(
            "(ouigate \\S+) by (.*?)(?: \\[(" + DeletionDigest.FORM + ")((?:, \\w+ \\w+)*)])?: (.*)", Pattern.DOTALL);

    public LedgerNote {
        operator = name(operator);
        deletions = List.copyOf(deletions);
        changes = List.copyOf(changes);
    }

    /** Returns the note of a run whose job has these deletes, in the order of the map. */
    public static LedgerNote of(
            RunId runId,
            String operator,
            Map<TableName, Condition> deletes,
            RunDocuments documents,
            List<String> deletions) {
        return new LedgerNote(
                runId, operator, Optional.of(DeletionDigest.of(deletes)), documents, deletions, List.of());
    }

    /** Returns the note of a run whose foreign keys changed rows. */
    public LedgerNote withChanges(List<String> rows) {
        return new LedgerNote(runId, operator, digest, documents, deletions, rows);
    }

    /** Returns the note as one line of at most 250 characters; a longer list ends with "...". */
    public String text() {
        String brackets = digest.map(deletes -> " [" + deletes.text() + documents.text() + "]")
                .orElse("");
        List<String> rows = new ArrayList<>(deletions);
        changes.forEach(change -> rows.add(CHANGED + change));
        return line(runId.sessionName() + " by " + operator + brackets + ": ", rows);
    }

    /** Returns a line of at most 250 characters; a longer list ends with "...". */
    static String line(String head, List<String> rows) {
        List<String> shown = new ArrayList<>(rows);
        String text = head + String.join(", ", shown);
        while (text.length() > WIDTH) {
            shown.remove(shown.size() - 1);
            text = head + String.join(", ", shown) + CUT;
        }
        return text;
    }

    /** Returns the name of an operator in the form used in notes. */
    static String name(String operator) {
        return cut(operator.replaceAll("[\\p{Cntrl}:]+", "_"), OPERATOR_WIDTH);
    }

    /** Parses a COMMENTS column; empty if it is not a note of ouigate. */
    public static Optional<LedgerNote> parse(String comments) {
        Matcher matcher = FORM.matcher(comments);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> rows = List.of(matcher.group(5).split(", ", -1));
        int deleted = 1; // a job has a delete
        while (deleted < rows.size() && !rows.get(deleted).startsWith(CHANGED)) {
            deleted++;
        }
        List<String> deletions = rows.subList(0, deleted);
        List<String> changes = rows.subList(deleted, rows.size()).stream()
                .map(change -> change.replaceFirst("^" + CHANGED, ""))
                .toList();
        return RunId.startOf(matcher.group(1))
                .map(run -> new LedgerNote(
                        run,
                        matcher.group(2),
                        Optional.ofNullable(matcher.group(3)).map(DeletionDigest::parse),
                        RunDocuments.parse(matcher.group(4)),
                        deletions,
                        changes));
    }

    /** Compares the deletes of the run with those of a job, in the order of the map. */
    Match match(Map<TableName, Condition> job) {
        Collection<TableName> tables = job.keySet();
        if (isOfTables(tables)) {
            return digest.map(own -> own.isOfStatements(job)).orElse(true) ? Match.SAME : Match.OTHER_CONDITIONS;
        }
        return tables.stream().anyMatch(this::lists) ? Match.SOME : Match.OTHER;
    }

    boolean isOfTables(Collection<TableName> others) {
        return digest.map(own -> own.isOfTables(others)).orElseGet(() -> mayHaveNamed(others));
    }

    /** Compares without a digest: the list begins with the tables of the job and may be truncated. */
    private boolean mayHaveNamed(Collection<TableName> others) {
        long listed = others.stream().filter(this::lists).count();
        return listed == others.size() || (!isComplete() && listed == shown().size());
    }

    private boolean lists(TableName table) {
        return lists("\\d+ ", table, shown());
    }

    /** Liquibase trims comments, so the last table of the list lacks the blanks at the end of its name. */
    private static boolean lists(String rows, TableName table, List<String> deletions) {
        String name = table.toString();
        Pattern deletion = Pattern.compile(
                ", " + rows + "(" + Pattern.quote(name) + ", |" + Pattern.quote(name.stripTrailing()) + "$)");
        return deletion.matcher(", " + String.join(", ", deletions)).find();
    }

    /** Returns whether the list of deletions is complete. */
    public boolean isComplete() {
        String last = deletions.get(deletions.size() - 1);
        return !last.endsWith(CUT) && !last.endsWith(EARLIER_CUT);
    }

    /** Returns the listed deletions without the ellipsis. */
    private List<String> shown() {
        return deletions.stream()
                .map(deletion -> deletion.replaceFirst("(\\.\\.\\.|\u2026)$", ""))
                .filter(deletion -> !deletion.isEmpty())
                .toList();
    }

    /** Returns whether the note allows that the run deleted this number of rows of a table. */
    public boolean mayHaveDeleted(long rows, TableName table) {
        return !isComplete() || lists(rows + " ", table, deletions);
    }

    static String cut(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        int end = width - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
