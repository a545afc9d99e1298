package io.github.ouigate.verify;

import io.github.ouigate.db.Condition;
import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.ReadOnly;
import io.github.ouigate.db.Right.Privilege;
import io.github.ouigate.db.TableName;
import io.github.ouigate.db.Tables;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.SavedPlan;
import io.github.ouigate.plan.check.GuardCheck;
import io.github.ouigate.plan.check.TableCheck;
import io.github.ouigate.receipt.SavedReceipt;
import io.github.ouigate.verify.Check.Kind;
import io.github.ouigate.verify.Check.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks, in one read-only transaction, whether a database is as a run was to leave it. */
public final class Verifier {
    /** For tables of which only an estimate was known: somebody found that counting them takes long. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Connection connection;
    private final Dialect dialect;
    private final Tables database;
    private final Privileges privileges;
    private final Ledger ledger;

    /** Creates a verifier over a connection in auto-commit mode. */
    public Verifier(Connection connection, Dialect dialect, Ledger ledger) {
        this.connection = connection;
        this.dialect = dialect;
        this.database = dialect.tables(connection);
        this.privileges = dialect.privileges(connection);
        this.ledger = ledger;
    }

    /**
     * Verifies a job's run.
     *
     * @param receipt the run's receipt; without it, less can be told
     * @throws RefusedException if this is another database than the one that was named or that the receipt is of, or if
     *     the role may not read what has to be looked at
     * @throws SQLException if the database cannot be read
     */
    public Verification verify(Job job, Guards guards, Optional<SavedReceipt> receipt) throws SQLException {
        return ReadOnly.in(connection, dialect, () -> look(job, guards, receipt));
    }

    private Verification look(Job job, Guards guards, Optional<SavedReceipt> receipt) throws SQLException {
        DatabaseIdentity identity = dialect.serverInfo(connection).identity();
        refuse(GuardCheck.identity(identity, guards));
        receipt.ifPresent(saved -> saved.requireTarget(identity));
        Optional<TableName> ledgerTable = ledger.table(connection);
        if (ledgerTable.isPresent()) {
            requireReadable(ledgerTable.get(), identity.user());
        }
        LedgerRowCheck.Finding record = new LedgerRowCheck(connection, ledger).check(job, receipt);
        List<Check> checks = new ArrayList<>(record.checks());
        RowCounts counts = new RowCounts(connection, dialect, PATIENCE);
        RemainingRowsCheck remainder = new RemainingRowsCheck(dialect.rowStatistics(connection), counts, receipt);
        List<TableName> tables = new ArrayList<>();
        for (Deletion deletion : job.deletions()) {
            Optional<TableName> table = database.find(deletion.schema(), deletion.table());
            if (table.isPresent()) {
                requireReadable(table.get(), identity.user());
                checks.add(remainder.check(table.get(), new Condition(deletion.where())));
                tables.add(table.get());
            } else {
                checks.add(Check.missing(Kind.ROWS, deletion.table()));
            }
        }
        if (receipt.isPresent()) {
            checks.addAll(new PreservedTablesCheck(database, privileges, counts)
                    .check(receipt.get().preserved()));
            checks.add(definition(receipt.get().definition(), tables));
        } else {
            checks.add(Check.of(Kind.PRESERVED, "", State.NOT_CHECKED, "verify.kept.no-receipt"));
            checks.add(Check.of(Kind.DEFINITION, "", State.NOT_CHECKED, "verify.definition.no-receipt"));
        }
        return new Verification(identity, job, record.runId(), checks);
    }

    /** Where the rows that should be gone, or the ledger, cannot be seen, nothing is verified. */
    private void requireReadable(TableName table, String role) throws SQLException {
        refuse(TableCheck.rights(table, privileges.lacking(table, List.of(Privilege.SELECT)), role));
        if (!privileges.canCount(table, List.of())) {
            throw new RefusedException(Message.of("verify.row-security", table));
        }
    }

    private static void refuse(List<Hazard> hazards) {
        hazards.forEach(hazard -> {
            throw new RefusedException(Message.of("verify.refused", hazard.message(), hazard.remedy()));
        });
    }

    private Check definition(List<String> before, List<TableName> tables) throws SQLException {
        if (before.isEmpty()) {
            return Check.of(Kind.DEFINITION, "", State.NOT_CHECKED, "verify.definition.unrecorded");
        }
        List<Message> differences = SavedPlan.definitionDifferences(before, database.definition(tables));
        if (differences.isEmpty()) {
            return Check.of(Kind.DEFINITION, "", State.HOLDS, "verify.definition.same");
        }
        List<Message> messages = new ArrayList<>(List.of(Message.of("verify.definition.changed")));
        messages.addAll(differences);
        return new Check(Kind.DEFINITION, "", State.DIFFERS, messages);
    }
}
