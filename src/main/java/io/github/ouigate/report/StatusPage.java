package io.github.ouigate.report;

import io.github.ouigate.db.session.OtherSession;
import io.github.ouigate.db.session.RunSession;
import io.github.ouigate.ledger.Conflict;
import io.github.ouigate.ledger.RecordedRun;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.ledger.TagRecord;
import io.github.ouigate.message.Message;
import io.github.ouigate.status.LedgerStatus;
import io.github.ouigate.status.LedgerStatus.Unread;
import io.github.ouigate.status.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page of a status: the state of the tag, active runs, the holder of Liquibase's lock, and the next steps. */
public record StatusPage(Page page) {
    public void write(LedgerStatus status) {
        Message ledger = status.ledger()
                .map(table -> Message.of("ledger.schema", table.schema()))
                .orElse(Message.of("ledger.none"));
        page.heading("status.title")
                .keyValues(
                        new KeyValues(page.messages).database(status.database()).add("fact.ledger", ledger));
        page.heading("status.tag", status.record().tag());
        tag(status);
        runs(status);
        page.heading("status.lock");
        lock(status);
        page.heading("status.next");
        status.next().forEach(page::next);
    }

    private void tag(LedgerStatus status) {
        TagRecord record = status.record();
        switch (status.tagState()) {
            case APPLIED -> status.applied().ifPresent(entry -> page.ledgerEntry(entry));
            case APPLIED_ELSEWHERE ->
                page.paragraph(Emphasis.WARNING, "hazard.APPLIED_ELSEWHERE", record.tag(), record.elsewhere());
            case APPLIED_TO_OTHER_TABLES, APPLIED_WITH_OTHER_CONDITIONS ->
                record.conflicts().stream()
                        .map(Conflict::message)
                        .forEach(message -> page.paragraph(
                                Emphasis.WARNING,
                                message.key(),
                                message.arguments().toArray()));
            case TAKEN ->
                record.taken()
                        .ifPresent(entry ->
                                page.paragraph(Emphasis.WARNING, "hazard.TAG_TAKEN", record.tag(), entry.changeSet()));
            case NOT_APPLIED -> status.restored().ifPresentOrElse(this::restored, () -> page.line("plan.not-applied"));
            case UNKNOWN -> page.line(Emphasis.BAD, "status.unread");
        }
        if (!record.unrelated().isEmpty()) {
            page.paragraph("hazard.OTHER_LEDGERS", record.unrelatedRuns());
        }
        for (Unread unread : status.unread()) {
            page.paragraph(unread.problem());
        }
    }

    private void restored(RecordedRun run) {
        page.line("plan.applied", Messages.utc(run.runId().start()));
        run.purge().ifPresent(page::applied);
        run.restore()
                .ifPresent(note -> page.line(
                        "status.restored",
                        Messages.utc(note.runId().start()),
                        note.runId().value(),
                        note.operator(),
                        page.counts(note.rows())));
    }

    private void runs(LedgerStatus status) {
        List<Run> runs = status.runs().orElse(List.of());
        if (runs.isEmpty()) {
            page.heading("status.runs").line(status.runs().isPresent() ? "status.no-run" : "status.untold");
        }
        for (Run run : runs) {
            String id = run.id().value();
            Object title = run.operator()
                    .<Object>map(operator -> Message.of("receipt.run", id, operator))
                    .orElse(id);
            page.heading("status.run", title).keyValues(keyValues(run));
        }
    }

    private KeyValues keyValues(Run run) {
        RunSession session = run.session();
        Object client = session.client() == null ? Message.of("status.no-client") : session.client();
        String start = Messages.utc(run.id().start());
        KeyValues keyValues = new KeyValues(page.messages)
                .add(
                        "fact.session",
                        Message.of("status.session", String.valueOf(session.pid()), session.user(), client))
                .add(
                        "fact.time",
                        session.age()
                                .<Object>map(age -> Message.of("status.connected", start, age))
                                .orElse(start));
        session.transactionAge().ifPresent(age -> keyValues.add("fact.transaction", Message.of("status.open", age)));
        if (!session.locked().isEmpty()) {
            keyValues.add("fact.locked", Emphasis.WARNING, Message.of("status.locked", session.locked()));
        }
        keyValues.add("fact.now", activity(session));
        session.waitingFor().forEach(blocker -> keyValues.add("fact.waits-for", Emphasis.WARNING, blocker(blocker)));
        return keyValues;
    }

    private static Message activity(RunSession session) {
        String query = session.query() == null ? "" : session.query();
        Object since = session.activityAge().<Object>map(age -> age).orElse("");
        return switch (session.activity()) {
            case IDLE ->
                session.transactionAge().isPresent()
                        ? Message.of("status.idle-in-transaction", since, query)
                        : Message.of("status.idle", since);
            case WORKING -> Message.of("status.working", since, query);
            case WAITING ->
                session.query() == null
                        ? Message.of("status.waiting-unseen")
                        : Message.of("status.waiting", since, query);
            case UNKNOWN -> Message.of("status.unseen");
        };
    }

    /** Describes a session that blocks a run; another run is described separately on the page. */
    private String blocker(RunSession.Blocker blocker) {
        OtherSession session = blocker.session();
        String pid = String.valueOf(session.pid());
        Optional<RunId> run = RunId.startOf(session.application());
        if (run.isPresent()) {
            return page.messages.text("status.blocker-run", run.get().value(), pid);
        }
        List<String> parts = new ArrayList<>();
        parts.add(
                session.isPrepared()
                        ? page.messages.text("status.prepared", session.query(), session.user())
                        : page.messages.text("status.blocker", pid, session.who()));
        session.age()
                .ifPresent(age -> parts.add(
                        page.messages.text(session.isPrepared() ? "status.open" : "status.blocker-open", age)));
        if (blocker.waits()) {
            parts.add(page.messages.text("status.blocker-waits"));
        }
        boolean withoutQuery = session.isPrepared() || session.query().equals("?");
        return withoutQuery
                ? String.join(", ", parts)
                : page.messages.text("status.blocker-query", parts, session.query());
    }

    private void lock(LedgerStatus status) {
        if (!status.isLockRead()) {
            page.line(Emphasis.BAD, "status.unread");
            return;
        }
        status.lock()
                .ifPresentOrElse(
                        lock -> page.line(
                                "lock." + lock.state(),
                                lock.holder().lockedBy(),
                                lock.holder().age()),
                        () -> page.line("lock.free"));
    }
}
