package io.github.ouigate.status;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.ReadOnly;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.RecordedRun;
import io.github.ouigate.status.LedgerStatus.Unread;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the runs recorded in the ledgers. Writes nothing. */
public record HistoryReader(Connection connection, Dialect dialect, Ledger ledger) {
    /** Reads the ledger in the given schema; without one, every ledger of the database. */
    public History read() throws SQLException {
        return ReadOnly.in(connection, dialect, this::readLedgers);
    }

    private History readLedgers() throws SQLException {
        DatabaseIdentity identity = dialect.serverInfo(connection).identity();
        List<TableName> tables =
                ledger.schema().isPresent() ? ledger.table(connection).stream().toList() : ledger.all(connection);
        List<TableName> read = new ArrayList<>();
        List<Unread> unread = new ArrayList<>();
        List<RecordedRun> runs = new ArrayList<>();
        for (TableName table : tables) {
            List<Unread> lacking = Unread.lacking(dialect.privileges(connection), table, identity.user());
            unread.addAll(lacking);
            if (lacking.isEmpty()) {
                read.add(table);
                runs.addAll(Ledger.runs(connection, table));
            }
        }
        runs.sort(Comparator.comparing(run -> run.runId().start()));
        return new History(identity, read, unread, runs);
    }
}
