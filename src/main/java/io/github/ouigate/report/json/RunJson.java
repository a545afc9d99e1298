package io.github.ouigate.report.json;

import io.github.ouigate.db.OtherSession;
import io.github.ouigate.db.RunSession;
import io.github.ouigate.status.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run in progress, and the sessions that it waits for. */
record RunJson(
        String runId,
        long pid,
        String user,
        @Nullable String client,
        @Nullable String operator,
        Instant startedAt,
        RunSession.Activity state,
        @Nullable Long stateSeconds,
        @Nullable Long transactionSeconds,
        @Nullable String query,
        boolean locksTables,
        List<BlockerJson> waitingFor) {
    /**
     * A session that holds up the run.
     *
     * @param pid null for a prepared transaction, whose name is the query
     */
    record BlockerJson(
            @Nullable Long pid,
            String user,
            String application,
            @Nullable Long transactionSeconds,
            String query,
            boolean waits) {
        static BlockerJson of(RunSession.Blocker blocker) {
            OtherSession session = blocker.session();
            return new BlockerJson(
                    session.isPrepared() ? null : session.pid(),
                    session.user(),
                    session.application(),
                    session.age().map(Duration::toSeconds).orElse(null),
                    session.query(),
                    blocker.waits());
        }
    }

    static RunJson of(Run run) {
        RunSession session = run.session();
        return new RunJson(
                run.id().value(),
                session.pid(),
                session.user(),
                session.client(),
                run.operator().orElse(null),
                run.id().start(),
                session.activity(),
                session.activityAge().map(Duration::toSeconds).orElse(null),
                session.transactionAge().map(Duration::toSeconds).orElse(null),
                session.query(),
                !session.locked().isEmpty(),
                session.waitingFor().stream().map(BlockerJson::of).toList());
    }
}
