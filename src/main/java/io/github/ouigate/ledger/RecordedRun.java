package io.github.ouigate.ledger;

import io.github.ouigate.db.schema.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A run that a ledger records: a purge, or a purge that was restored.
 *
 * @param ledger the table that has its row
 * @param recordedAt when the row was written, by the clock of that session; the restore's, if there is one
 * @param purge what the purge noted; empty where a restore found no row of it
 * @param restore what the restore noted; empty if the purge was not restored
 */
public record RecordedRun(
        TableName ledger,
        String tag,
        LocalDateTime recordedAt,
        Optional<LedgerNote> purge,
        Optional<RestoreNote> restore) {
    static final String COLUMNS = "ID, TAG, DATEEXECUTED, COMMENTS, DESCRIPTION";

    /** Reads a row that has {@link #COLUMNS}; empty if no run of ouigate wrote it. */
    static Optional<RecordedRun> of(TableName ledger, ResultSet row) throws SQLException {
        String id = row.getString(1);
        Optional<String> tag = Optional.ofNullable(row.getString(2));
        Optional<LedgerNote> purge = Optional.ofNullable(row.getString(4)).flatMap(LedgerNote::parse);
        Optional<RestoreNote> restore = Optional.ofNullable(row.getString(5)).flatMap(RestoreNote::parse);
        if (purge.isEmpty() && restore.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RecordedRun(
                ledger,
                restore.map(note -> note.tag(id)).or(() -> tag).orElse(id),
                row.getTimestamp(3).toLocalDateTime(),
                purge,
                restore));
    }

    /** Returns the purge. */
    public RunId runId() {
        return purge.map(LedgerNote::runId)
                .or(() -> restore.map(note -> new RunId(note.restored())))
                .orElseThrow();
    }
}
