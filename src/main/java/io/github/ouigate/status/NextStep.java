package io.github.ouigate.status;

import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.OtherSession;
import io.github.ouigate.db.session.RunSession;
import io.github.ouigate.ledger.Conflict;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LedgerRow;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.ledger.TagRecord;
import io.github.ouigate.message.Message;
import io.github.ouigate.status.LedgerStatus.Lock;
import io.github.ouigate.status.LedgerStatus.Unread;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Recommends as few next steps as possible for a status. */
final class NextStep {
    private final LedgerStatus status;
    private final TagRecord record;
    private final List<Run> runs;

    NextStep(LedgerStatus status) {
        this.status = status;
        this.record = status.record();
        this.runs = status.runs().orElse(List.of());
    }

    List<Message> messages() {
        Set<Message> messages = new LinkedHashSet<>();
        status.unread().stream().map(Unread::remedy).forEach(messages::add);
        aboutTheTag().forEach(messages::add);
        aboutRuns().forEach(messages::add);
        if (messages.isEmpty()) {
            messages.add(aboutTheLock());
        }
        return List.copyOf(messages);
    }

    private Stream<Message> aboutTheTag() {
        return switch (status.tagState()) {
            case APPLIED -> Stream.of(Message.of("plan.next.applied"));
            case TAKEN -> Stream.of(Message.of("hazard.TAG_TAKEN.remedy"));
            case APPLIED_ELSEWHERE ->
                record.elsewhere().stream().map(LedgerRow::ledger).map(this::elsewhere);
            case APPLIED_TO_OTHER_TABLES, APPLIED_WITH_OTHER_CONDITIONS ->
                record.conflicts().stream().map(Conflict::remedy);
            case NOT_APPLIED, UNKNOWN -> Stream.of();
        };
    }

    private Message elsewhere(TableName ledger) {
        return Message.of("hazard.APPLIED_ELSEWHERE.remedy", record.tag(), ledger, ledger.schema());
    }

    /** Omits runs that wait for another run: they continue by themselves. */
    private Stream<Message> aboutRuns() {
        List<Run> unfinished = runs.stream().filter(run -> !hasApplied(run)).toList();
        List<Run> decisive =
                unfinished.stream().filter(run -> !run.waitsForAnotherRun()).toList();
        return (decisive.isEmpty() ? unfinished : decisive).stream().flatMap(this::about);
    }

    private boolean hasApplied(Run run) {
        return status.applied()
                .flatMap(LedgerEntry::note)
                .filter(note -> note.runId().equals(run.id()))
                .isPresent();
    }

    private Stream<Message> about(Run run) {
        if (!run.strangers().isEmpty()) {
            return run.strangers().stream().map(blocker -> endOf(blocker.session()));
        }
        String id = run.id().value();
        if (run.session().activity() != RunSession.Activity.IDLE) {
            return Stream.of(Message.of("status.next.wait", id));
        }
        String pid = String.valueOf(run.session().pid());
        return Stream.of(
                run.session().transactionAge().isPresent()
                        ? Message.of("status.next.idle-in-transaction", id, pid)
                        : Message.of("status.next.idle", id, pid));
    }

    /** Returns how to end a session that blocks another one. */
    static Message endOf(OtherSession session) {
        return session.isPrepared()
                ? Message.of(
                        "status.next.prepared", session.query(), session.user(), TableName.literal(session.query()))
                : Message.of("status.next.blocked", String.valueOf(session.pid()), session.who());
    }

    private Message aboutTheLock() {
        if (status.lock().isPresent()) {
            Lock lock = status.lock().get();
            return switch (lock.state()) {
                case RUNNING ->
                    Message.of(
                            "status.next.wait",
                            lock.holder()
                                    .run()
                                    .map(RunId::value)
                                    .orElse(lock.holder().lockedBy()));
                case DEAD -> Message.of("status.next.dead");
                case FOREIGN -> Message.of("status.next.foreign", lock.holder().lockedBy());
            };
        }
        return Message.of(
                status.ledger().isPresent() && status.runs().isPresent() ? "status.next.settled" : "status.next.plan");
    }
}
