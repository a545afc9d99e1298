package io.github.ouigate.ledger;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.ledger.LedgerEntry.Match;
import io.github.ouigate.message.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The records of a job and its tag in the ledgers of a database.
 *
 * @param deletes the tables of the job with their conditions, in the order of execution
 * @param entries the rows of the job's ledger with the tag or the changeset
 * @param own the row of the changeset in that ledger
 * @param others the rows of the changeset in other ledgers
 */
public record TagRecord(
        String tag,
        Map<TableName, Condition> deletes,
        List<LedgerEntry> entries,
        Optional<LedgerRow> own,
        List<LedgerRow> others) {
    private static final int SHOWN = 3;

    public TagRecord {
        deletes = Collections.unmodifiableMap(new LinkedHashMap<>(deletes));
        entries = List.copyOf(entries);
        others = List.copyOf(others);
    }

    /** Returns the row of the run that applied the job with the same deletes, in the job's ledger. */
    public Optional<LedgerEntry> applied() {
        return own.filter(row -> match(row) == Match.SAME).map(LedgerRow::entry);
    }

    /** Returns the row of another changeset with the same tag, in the job's ledger. */
    public Optional<LedgerEntry> taken() {
        return own.isPresent() ? Optional.empty() : entries.stream().findFirst();
    }

    /** Returns the rows of runs with the same deletes, in other ledgers. */
    public List<LedgerRow> elsewhere() {
        return others(Match.SAME);
    }

    /**
     * Returns what prevents a run from being recorded: a row for other deletes in the job's ledger, and rows for other
     * deletes from any of its tables in other ledgers.
     */
    public List<Conflict> conflicts() {
        return conflicting().map(this::conflict).toList();
    }

    private Stream<LedgerRow> conflicting() {
        return Stream.concat(
                own.filter(row -> match(row) != Match.SAME).stream(),
                others.stream().filter(row -> match(row) == Match.SOME || match(row) == Match.OTHER_CONDITIONS));
    }

    /** Returns the rows of runs on other tables in other ledgers, which do not concern the job. */
    public List<LedgerRow> unrelated() {
        return others(Match.OTHER);
    }

    /** Returns whether the unrelated rows list all of their tables; a truncated list may omit a table of the job. */
    public boolean isUnrelatedForSure() {
        return unrelated().stream().flatMap(row -> row.entry().note().stream()).allMatch(LedgerNote::isComplete);
    }

    private List<LedgerRow> others(Match match) {
        return others.stream().filter(row -> match(row) == match).toList();
    }

    private Match match(LedgerRow row) {
        return row.entry().match(deletes);
    }

    private Conflict conflict(LedgerRow row) {
        List<TableName> tables = List.copyOf(deletes.keySet());
        return new Conflict(
                row,
                match(row) == Match.OTHER_CONDITIONS,
                List.of(tag, row, deletions(row), tables, remedy(row), run(row)));
    }

    /** Suggests a ledger in the schema of the tables, unless that ledger has a conflicting row itself. */
    private Message remedy(LedgerRow row) {
        List<String> schemas =
                deletes.keySet().stream().map(TableName::schema).distinct().toList();
        boolean free = schemas.size() == 1
                && match(row) == Match.OTHER
                && conflicting().noneMatch(other -> other.ledger().schema().equals(schemas.get(0)));
        return free ? Message.of("ledger.own-schema", schemas.get(0)) : Message.of("hazard.TAG_TAKEN.remedy");
    }

    /** Returns the message arguments for the rows of other tables. */
    public Object[] unrelatedRuns() {
        List<Message> runs = new ArrayList<>();
        unrelated().stream().limit(SHOWN).forEach(row -> runs.add(Message.of("ledger.row", row, deletions(row))));
        int more = unrelated().size() - runs.size();
        if (more > 0) {
            runs.add(Message.of("ledger.more-rows", more));
        }
        return new Object[] {tag, runs};
    }

    private static String run(LedgerRow row) {
        return row.entry().note().map(LedgerNote::runId).map(RunId::value).orElse("–");
    }

    private static List<String> deletions(LedgerRow row) {
        return row.entry().note().map(LedgerNote::deletions).orElse(List.of());
    }
}
