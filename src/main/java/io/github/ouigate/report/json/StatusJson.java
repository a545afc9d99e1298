package io.github.ouigate.report.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.OtherSession;
import io.github.ouigate.db.session.RunSession;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.status.LedgerStatus;
import io.github.ouigate.status.Run;
import java.time.Duration;

/** The members of a status' document. */
final class StatusJson {
    private StatusJson() {}

    static ObjectNode of(LedgerStatus status, Job job) {
        return JsonReport.members()
                .putPOJO("outcome", status.tagState())
                .putPOJO("database", status.database())
                .putPOJO("job", SavedJob.of(job))
                .put("ledgerSchema", status.ledger().map(TableName::schema).orElse(null))
                .putPOJO("tagState", status.tagState())
                .putPOJO("alreadyApplied", status.applied().orElse(null))
                .putPOJO("lock", status.lock().map(StatusJson::lock).orElse(null))
                .put("lockKnown", status.isLockRead())
                .putPOJO(
                        "runs",
                        status.runs()
                                .map(runs -> runs.stream().map(StatusJson::run).toList())
                                .orElse(null))
                .put("next", JsonReport.texts(status.next(), " "))
                .putPOJO(
                        "error",
                        status.tagState() == LedgerStatus.TagState.UNKNOWN ? ErrorJson.of(status.unread()) : null);
    }

    private static ObjectNode lock(LedgerStatus.Lock lock) {
        return JsonReport.members()
                .putPOJO("state", lock.state())
                .put("lockedBy", lock.holder().lockedBy())
                .put("ageSeconds", lock.holder().age().toSeconds());
    }

    private static ObjectNode run(Run run) {
        RunSession session = run.session();
        return JsonReport.members()
                .put("runId", run.id().value())
                .put("pid", session.pid())
                .put("user", session.user())
                .put("client", session.client())
                .put("operator", run.operator().orElse(null))
                .putPOJO("startedAt", run.id().start())
                .putPOJO("state", session.activity())
                .put(
                        "stateSeconds",
                        session.activityAge().map(Duration::toSeconds).orElse(null))
                .put(
                        "transactionSeconds",
                        session.transactionAge().map(Duration::toSeconds).orElse(null))
                .put("query", session.query())
                .put("locksTables", !session.locked().isEmpty())
                .putPOJO(
                        "waitingFor",
                        session.waitingFor().stream().map(StatusJson::blocker).toList());
    }

    /**
     * Describes a session that blocks a run. For a prepared transaction, there is no process, and the query is its
     * name.
     */
    private static ObjectNode blocker(RunSession.Blocker blocker) {
        OtherSession session = blocker.session();
        return JsonReport.members()
                .putPOJO("pid", session.isPrepared() ? null : session.pid())
                .put("user", session.user())
                .put("application", session.application())
                .put(
                        "transactionSeconds",
                        session.age().map(Duration::toSeconds).orElse(null))
                .put("query", session.query())
                .put("waits", blocker.waits());
    }
}
