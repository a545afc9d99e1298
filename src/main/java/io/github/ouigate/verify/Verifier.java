package io.github.ouigate.verify;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.ReadOnly;
import io.github.ouigate.db.Right.Privilege;
import io.github.ouigate.db.RowStatistics.RowAges;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ConditionUse;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.TagReader;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.SavedPlan;
import io.github.ouigate.plan.SavedPlan.SavedCascade;
import io.github.ouigate.plan.check.ConditionCheck;
import io.github.ouigate.plan.check.GuardCheck;
import io.github.ouigate.plan.check.SettingsCheck;
import io.github.ouigate.plan.check.TableCheck;
import io.github.ouigate.receipt.SavedReceipt;
import io.github.ouigate.verify.Check.Kind;
import io.github.ouigate.verify.Check.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Checks, in one read-only transaction, whether a database is in the expected state after a run. */
public final class Verifier {
    /** The time limit for counting tables with estimated counts. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Connection connection;
    private final Dialect dialect;
    private final Tables database;
    private final Privileges privileges;
    private final Ledger ledger;

    /** Creates a verifier on a connection in auto-commit mode. */
    public Verifier(Connection connection, Dialect dialect, Ledger ledger) {
        this.connection = connection;
        this.dialect = dialect;
        this.database = dialect.tables(connection);
        this.privileges = dialect.privileges(connection);
        this.ledger = ledger;
    }

    /**
     * Verifies the run of a job.
     *
     * @param receipt the run's receipt; without it, less can be checked
     * @throws RefusedException if the database is not the named one or not that of the receipt, or the role lacks a
     *     privilege for the checks
     * @throws SQLException if the database cannot be read
     */
    public Verification verify(Job job, Guards guards, Optional<SavedReceipt> receipt) throws SQLException {
        return ReadOnly.in(connection, dialect, () -> checkAll(job, guards, receipt));
    }

    private Verification checkAll(Job job, Guards guards, Optional<SavedReceipt> receipt) throws SQLException {
        DatabaseIdentity identity = dialect.serverInfo(connection).identity();
        requireGuards(identity, guards);
        Set<TableName> jobTables =
                new TagReader(connection, dialect, ledger).deletes(job).keySet();
        receipt.ifPresent(saved -> {
            saved.requireTarget(identity);
            saved.requireTables(jobTables);
        });
        Optional<TableName> ledgerTable = ledger.table(connection);
        if (ledgerTable.isPresent()) {
            requireReadable(ledgerTable.get(), identity.user());
        }
        LedgerRowCheck.Finding record = new LedgerRowCheck(connection, dialect, ledger, job).check(receipt);
        List<Check> checks = new ArrayList<>(record.checks());
        RowCounts counts = new RowCounts(connection, dialect, PATIENCE);
        ConditionCheck conditions =
                new ConditionCheck(connection, dialect, allowedFunctions(guards, receipt), Set.of());
        SettingsCheck settings = new SettingsCheck(dialect.session(connection).settings(), identity.name());
        List<TableName> tables = new ArrayList<>();
        List<String> conditionDefinition = new ArrayList<>();
        for (Deletion deletion : job.deletions()) {
            Optional<TableName> table = database.find(deletion.schema(), deletion.table());
            if (table.isPresent()) {
                requireReadable(table.get(), identity.user());
                Condition condition = new Condition(deletion.where());
                ConditionCheck.Findings findings = conditions.check(Map.of(table.get(), condition));
                findings.uses().forEach((name, use) -> refuse(settings.timeZone(name, use)));
                conditionDefinition.addAll(findings.definition());
                checks.add(remainingRows(table.get(), condition, findings, counts, receipt));
                tables.add(table.get());
            } else {
                checks.add(Check.missing(Kind.ROWS, deletion.table()));
            }
        }
        if (receipt.isPresent()) {
            PreservedTablesCheck kept = new PreservedTablesCheck(database, privileges, counts, receipt.get());
            checks.addAll(kept.check(receipt.get().cascadedTables()));
            checks.addAll(kept.check(receipt.get().preserved()));
            for (SavedCascade cascade : receipt.get().cascades()) {
                database.shownAs(cascade.table()).stream()
                        .filter(table -> !tables.contains(table))
                        .forEach(tables::add);
            }
            List<String> now = new ArrayList<>(database.definition(tables));
            conditionDefinition.stream().distinct().forEach(now::add);
            checks.add(definition(receipt.get().definition(), now));
        } else {
            checks.add(Check.of(Kind.PRESERVED, "", State.NOT_CHECKED, "verify.kept.no-receipt"));
            checks.add(Check.of(Kind.DEFINITION, "", State.NOT_CHECKED, "verify.definition.no-receipt"));
        }
        return new Verification(identity, job, record.runId(), checks);
    }

    /**
     * Checks that a database is the expected one.
     *
     * @throws RefusedException if it is another database
     */
    public static void requireGuards(DatabaseIdentity identity, Guards guards) {
        refuse(GuardCheck.identity(identity, guards));
    }

    private static Set<String> allowedFunctions(Guards guards, Optional<SavedReceipt> receipt) {
        Set<String> allowed = new HashSet<>(guards.allowedFunctions());
        receipt.ifPresent(saved -> allowed.addAll(saved.allowedFunctions()));
        return allowed;
    }

    /** Checks for remaining rows from before the run. */
    private Check remainingRows(
            TableName table,
            Condition condition,
            ConditionCheck.Findings findings,
            RowCounts counts,
            Optional<SavedReceipt> receipt)
            throws SQLException {
        refuse(findings.blocking().stream()
                .filter(hazard -> hazard.code() != Hazard.Code.CONDITION_INVALID)
                .toList());
        OptionalLong counted = findings.isEvaluable(table) ? counts.count(table, condition) : OptionalLong.empty();
        if (counted.isEmpty()) {
            return Check.of(Kind.ROWS, table, State.DIFFERS, "verify.rows.unfit", table);
        }
        long rows = counted.getAsLong();
        if (rows == 0) {
            return Check.of(Kind.ROWS, table, State.HOLDS, "verify.rows.none", table);
        }
        ConditionUse use = findings.uses().getOrDefault(table, ConditionUse.NONE);
        if (use.dependsOn(database.parts(List.of(table)).keySet())) {
            return Check.of(Kind.ROWS, table, State.NOT_CHECKED, "verify.rows.reads-itself", table);
        }
        if (receipt.isEmpty()) {
            return Check.of(Kind.ROWS, table, State.REPORTED, "verify.rows.no-receipt", table, rows);
        }
        Optional<String> snapshot = receipt.get().snapshot();
        Optional<RowAges> ages = snapshot.isPresent()
                ? dialect.rowStatistics(connection).rowAges(table, condition, snapshot.get())
                : Optional.empty();
        if (ages.isPresent() && ages.get().before() > 0) {
            String left = condition.sql() == null ? "verify.rows.left" : "verify.rows.left-or-matching-now";
            return Check.of(
                    Kind.ROWS, table, State.DIFFERS, left, table, ages.get().before(), rows);
        }
        return ages.isPresent() && ages.get().untold() == 0
                ? Check.of(Kind.ROWS, table, State.REPORTED, "verify.rows.newer", table, rows)
                : Check.of(Kind.ROWS, table, State.REPORTED, "verify.rows.untold", table, rows);
    }

    /** Refuses to verify if the role cannot read the purged rows or the ledger. */
    private void requireReadable(TableName table, String role) throws SQLException {
        refuse(TableCheck.rights(table, privileges.lacking(table, List.of(Privilege.SELECT)), role));
        if (!privileges.canCount(table, List.of())) {
            throw new RefusedException(Message.of("verify.row-security", table));
        }
    }

    private static void refuse(List<Hazard> hazards) {
        hazards.forEach(hazard -> {
            throw new RefusedException(hazard.message());
        });
    }

    private static Check definition(List<String> before, List<String> now) {
        if (before.isEmpty()) {
            return Check.of(Kind.DEFINITION, "", State.NOT_CHECKED, "verify.definition.unrecorded");
        }
        List<Message> differences = SavedPlan.definitionDifferences(before, now);
        if (differences.isEmpty()) {
            return Check.of(Kind.DEFINITION, "", State.HOLDS, "verify.definition.same");
        }
        List<Message> messages = new ArrayList<>(List.of(Message.of("verify.definition.changed")));
        messages.addAll(differences);
        return new Check(Kind.DEFINITION, "", State.DIFFERS, messages);
    }
}
