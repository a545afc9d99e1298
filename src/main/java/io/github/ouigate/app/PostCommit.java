package io.github.ouigate.app;

import io.github.ouigate.db.AnswerWatch;
import io.github.ouigate.db.Connector;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.ReadOnly;
import io.github.ouigate.db.error.ServerError;
import io.github.ouigate.db.schema.ChildTable;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PreservedTable;
import io.github.ouigate.receipt.PostCommitReport;
import io.github.ouigate.verify.RowCounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/** Counts the preserved tables and vacuums the purged ones after a commit. A failure is only a warning. */
record PostCommit(Connector connector, Plan plan, AppContext context) {
    private static final Logger LOG = Logger.getLogger(PostCommit.class.getName());

    /** The longest time for the operator to wait for the counts of a receipt. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration VACUUM_WATCH = Duration.ofSeconds(10);

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);
    private static final int COUNTED_AT_MOST = 100;

    /** Executes on a new connection, since the run's connection may have been lost with the answer to its commit. */
    PostCommitReport execute(boolean vacuum) {
        List<PreservedTable> kept = new ArrayList<>(plan.preserved());
        int preserved = kept.size();
        kept.replaceAll(table -> new PreservedTable(table.table(), table.rows(), table.linked(), true));
        plan.cascades().stream()
                .map(Cascade::table)
                .distinct()
                .forEach(table -> kept.add(new PreservedTable(table, OptionalLong.empty(), true, true)));
        boolean vacuums = vacuum && connector.dialect().vacuum().isPresent();
        if (vacuum && !vacuums) {
            context.operator().note(Message.of("vacuum.none", plan.database().product()));
        }
        List<Message> warnings = new ArrayList<>();
        try (DatabaseSession session =
                new DatabaseSession(connector.openFor("ouigate after the commit", DatabaseSession.QUICK), connector)) {
            Connection connection = session.connection();
            context.interruption().afterCommit(session::cancelStatement);
            count(connection, kept);
            if (vacuums) {
                vacuum(session, warnings);
            }
        } catch (Exception | Error e) { // the run has committed
            LOG.log(Level.FINE, "cannot complete the work after the commit", e);
            warnings.add(problem(e));
        }
        if (vacuums && !warnings.isEmpty()) {
            context.operator().error(Message.of("vacuum.failed", warnings));
        }
        return new PostCommitReport(
                kept.subList(0, preserved),
                kept.subList(preserved, kept.size()),
                vacuums ? Optional.of(new PostCommitReport.Vacuum(warnings)) : Optional.empty());
    }

    /** Counts the preserved tables, smallest first, within the time limit; the others keep the plan's numbers. */
    private void count(Connection connection, List<PreservedTable> kept) {
        Comparator<PreservedTable> byRows =
                Comparator.comparingLong(table -> table.rows().orElse(Long.MAX_VALUE));
        List<Integer> smallestFirst = IntStream.range(0, kept.size())
                .boxed()
                .sorted(Comparator.comparing(kept::get, byRows))
                .limit(COUNTED_AT_MOST)
                .toList();
        try {
            RowCounts counts = new RowCounts(connection, connector.dialect(), PATIENCE);
            ReadOnly.in(connection, connector.dialect(), () -> {
                for (int place : smallestFirst) {
                    PreservedTable table = kept.get(place);
                    counts.quickly(table.table()).ifPresent(rows -> kept.set(place, table.counted(rows)));
                }
                return kept;
            });
        } catch (Exception | Error e) {
            // The earlier counts are correct, and the others are marked as estimates.
            LOG.log(Level.FINE, "cannot count the preserved tables", e);
        }
    }

    private void vacuum(DatabaseSession session, List<Message> warnings) throws SQLException {
        Connection connection = session.connection();
        connector.dialect().session(connection).limitLockWaits(LOCK_TIMEOUT);
        List<TableName> tables = purged(connection);
        session.limitAnswers(Duration.ZERO);
        AnswerWatch waiting = new AnswerWatch(session, VACUUM_WATCH);
        try {
            tables.forEach(table -> vacuum(connection, table, warnings));
        } finally {
            waiting.close();
        }
    }

    private void vacuum(Connection connection, TableName table, List<Message> warnings) {
        context.operator().note(Message.of("vacuum.table", table));
        try {
            connector
                    .dialect()
                    .vacuum()
                    .orElseThrow()
                    .vacuum(connection, table)
                    .ifPresent(warning -> warnings.add(Message.of("vacuum.warned", table, warning)));
        } catch (SQLException e) {
            warnings.add(Message.of("vacuum.warned", table, ServerError.text(e)));
        }
    }

    /** Returns the purged tables. VACUUM includes partitions, but not on all versions inheriting tables. */
    private List<TableName> purged(Connection connection) throws SQLException {
        List<TableName> tables = new ArrayList<>(plan.affectedTables());
        connector.dialect().tables(connection).children(plan.affectedTables()).stream()
                .filter(child -> child.kind() == ChildTable.Kind.INHERITING && !child.foreign())
                .map(ChildTable::name)
                .forEach(tables::add);
        return tables;
    }

    private static Message problem(Throwable failure) {
        return failure instanceof OuigateException known
                ? known.problem()
                : Message.of("run.failed", ServerError.text(failure));
    }
}
