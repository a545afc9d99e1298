package io.github.ouigate.report.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.db.OtherSession;
import io.github.ouigate.db.RunSession;
import io.github.ouigate.json.Documents;
import io.github.ouigate.status.Run;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs in progress, and whom they wait for, as JSON. */
final class RunDocuments {
    private RunDocuments() {}

    static ArrayNode of(List<Run> runs) {
        ArrayNode array = Documents.object().arrayNode();
        runs.forEach(run -> array.add(run(run)));
        return array;
    }

    private static ObjectNode run(Run run) {
        RunSession session = run.session();
        ObjectNode json = Documents.object()
                .put("runId", run.id().value())
                .put("pid", session.pid())
                .put("user", session.user())
                .put("client", session.client())
                .put("operator", run.operator().orElse(null))
                .put("startedAt", run.id().start().toString())
                .put("state", session.activity().name())
                .put("stateSeconds", seconds(session.activityAge().orElse(null)))
                .put("transactionSeconds", seconds(session.transactionAge().orElse(null)))
                .put("query", session.query())
                .put("locksTables", !session.locked().isEmpty());
        ArrayNode waitingFor = json.putArray("waitingFor");
        session.waitingFor().forEach(blocker -> waitingFor.add(blocker(blocker)));
        return json;
    }

    /** Its pid is null for a prepared transaction, whose name is the query. */
    private static ObjectNode blocker(RunSession.Blocker blocker) {
        OtherSession session = blocker.session();
        return Documents.object()
                .put("pid", session.isPrepared() ? null : session.pid())
                .put("user", session.user())
                .put("application", session.application())
                .put("transactionSeconds", seconds(session.age().orElse(null)))
                .put("query", session.query())
                .put("waits", blocker.waits());
    }

    private static @Nullable Long seconds(@Nullable Duration time) {
        return time == null ? null : time.toSeconds();
    }
}
