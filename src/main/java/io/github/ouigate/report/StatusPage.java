package io.github.ouigate.report;

import io.github.ouigate.db.OtherSession;
import io.github.ouigate.db.RunSession;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.status.LedgerStatus;
import io.github.ouigate.status.LedgerStatus.Unread;
import io.github.ouigate.status.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page of a status: what became of the tag, who is at work, who has the lock, what to do next. */
public final class StatusPage {
    private final Messages words;

    public StatusPage(Messages words) {
        this.words = words;
    }

    public Page page(LedgerStatus status) {
        Page page = new Page();
        page.heading(words.text("status.title"))
                .facts(new KeyValues(words)
                        .target(status.target())
                        .add(
                                "fact.ledger",
                                status.ledger()
                                        .map(table -> words.text("ledger.schema", table.schema()))
                                        .orElse(words.text("ledger.none")))
                        .list());
        page.heading(words.text("status.tag", status.tag()));
        tag(page, status);
        runs(page, status);
        page.heading(words.text("status.lock")).line(status.isLockRead() ? Emphasis.PLAIN : Emphasis.BAD, lock(status));
        page.heading(words.text("status.next"));
        status.next().forEach(message -> page.next(words.text(message)));
        return page;
    }

    private void tag(Page page, LedgerStatus status) {
        switch (status.tagState()) {
            case APPLIED -> status.applied().ifPresent(entry -> AppliedRunText.tell(page, words, entry));
            case APPLIED_ELSEWHERE ->
                page.item(Emphasis.WARNING, words.text("hazard.APPLIED_ELSEWHERE", status.tag(), status.elsewhere()));
            case TAKEN ->
                page.item(
                        Emphasis.WARNING,
                        words.text(
                                "hazard.TAG_TAKEN",
                                status.tag(),
                                status.entries().get(0).changeSet()));
            case NOT_APPLIED -> page.line(words.text("plan.not-applied"));
            case UNKNOWN -> page.line(Emphasis.BAD, words.text("status.unread"));
        }
        for (Unread unread : status.unread()) {
            page.item(words.text(unread.problem()));
        }
    }

    private void runs(Page page, LedgerStatus status) {
        List<Run> runs = status.runs().orElse(List.of());
        if (runs.isEmpty()) {
            page.heading(words.text("status.runs"))
                    .line(words.text(status.runs().isPresent() ? "status.no-run" : "status.untold"));
        }
        for (Run run : runs) {
            String id = run.id().value();
            page.heading(words.text(
                            "status.run",
                            run.operator()
                                    .map(by -> words.text("receipt.run", id, by))
                                    .orElse(id)))
                    .facts(facts(run));
        }
    }

    private List<Page.Fact> facts(Run run) {
        RunSession session = run.session();
        Object client = session.client() == null ? Message.of("status.no-client") : session.client();
        String start = AppliedRunText.utc(run.id().start());
        KeyValues facts = new KeyValues(words)
                .add(
                        "fact.session",
                        words.text("status.session", String.valueOf(session.pid()), session.user(), client))
                .add(
                        "fact.time",
                        session.age()
                                .map(age -> words.text("status.connected", start, age))
                                .orElse(start));
        session.transactionAge().ifPresent(age -> facts.add("fact.transaction", words.text("status.open", age)));
        if (!session.locked().isEmpty()) {
            facts.add("fact.locked", Emphasis.WARNING, words.text("status.locked", session.locked()));
        }
        facts.add("fact.now", activity(session));
        session.waitingFor().forEach(blocker -> facts.add("fact.waits-for", Emphasis.WARNING, blocker(blocker)));
        return facts.list();
    }

    private String activity(RunSession session) {
        boolean open = session.transactionAge().isPresent();
        String query = session.query() == null ? "" : session.query();
        Object since = session.activityAge().<Object>map(age -> age).orElse("");
        return switch (session.activity()) {
            case IDLE ->
                open ? words.text("status.idle-in-transaction", since, query) : words.text("status.idle", since);
            case WORKING -> words.text("status.working", since, query);
            case WAITING ->
                session.query() == null
                        ? words.text("status.waiting-unseen")
                        : words.text("status.waiting", since, query);
            case UNKNOWN -> words.text("status.unseen");
        };
    }

    /** Another run tells of itself elsewhere on the page. */
    private String blocker(RunSession.Blocker blocker) {
        OtherSession session = blocker.session();
        String pid = String.valueOf(session.pid());
        Optional<RunId> run = RunId.startOf(session.application());
        if (run.isPresent()) {
            return words.text("status.blocker-run", run.get().value(), pid);
        }
        List<String> told = new ArrayList<>();
        told.add(
                session.isPrepared()
                        ? words.text("status.prepared", session.query(), session.user())
                        : words.text("status.blocker", pid, session.who()));
        session.age()
                .ifPresent(
                        age -> told.add(words.text(session.isPrepared() ? "status.open" : "status.blocker-open", age)));
        if (blocker.waits()) {
            told.add(words.text("status.blocker-waits"));
        }
        boolean silent = session.isPrepared() || session.query().equals("?");
        return silent ? String.join(", ", told) : words.text("status.blocker-query", told, session.query());
    }

    private String lock(LedgerStatus status) {
        if (!status.isLockRead()) {
            return words.text("status.unread");
        }
        return status.lock()
                .map(lock -> words.text(
                        "lock." + lock.state(),
                        lock.holder().lockedBy(),
                        lock.holder().age()))
                .orElse(words.text("lock.free"));
    }
}
