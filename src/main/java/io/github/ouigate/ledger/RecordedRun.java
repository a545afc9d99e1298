package io.github.ouigate.ledger;

import io.github.ouigate.db.schema.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A recorded run: a purge, or a restored purge.
 *
 * @param ledger the table of its row
 * @param recordedAt the local time of the session that wrote the row; for a restored purge, of the restore
 * @param purge the purge's note; empty if the restore found no row of the purge
 * @param restore the restore's note; empty if the purge was not restored
 */
public record RecordedRun(
        TableName ledger,
        String tag,
        LocalDateTime recordedAt,
        Optional<LedgerNote> purge,
        Optional<RestoreNote> restore) {
    static final String COLUMNS = "ID, TAG, DATEEXECUTED, COMMENTS, DESCRIPTION";

    /** Reads a row with {@link #COLUMNS}; empty if it was not written by ouigate. */
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

    /** Returns the ID of the purge. */
    public RunId runId() {
        return purge.map(LedgerNote::runId)
                .or(() -> restore.map(note -> new RunId(note.restored())))
                .orElseThrow();
    }
}
