package io.github.ouigate.report.json;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.status.LedgerStatus;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A status' document. */
record StatusJson(
        LedgerStatus.TagState outcome,
        DatabaseIdentity database,
        SavedJob job,
        @Nullable String ledgerSchema,
        LedgerStatus.TagState tagState,
        @Nullable AppliedRunJson alreadyApplied,
        @Nullable LockJson lock,
        boolean lockKnown,
        @Nullable List<RunJson> runs,
        String next) {
    record LockJson(LedgerStatus.State state, String lockedBy, long ageSeconds) {
        static LockJson of(LedgerStatus.Lock lock) {
            return new LockJson(
                    lock.state(), lock.holder().lockedBy(), lock.holder().age().toSeconds());
        }
    }

    static StatusJson of(LedgerStatus status, Job job) {
        return new StatusJson(
                status.tagState(),
                status.database(),
                SavedJob.of(job),
                status.ledger().map(TableName::schema).orElse(null),
                status.tagState(),
                status.applied().map(AppliedRunJson::of).orElse(null),
                status.lock().map(LockJson::of).orElse(null),
                status.isLockRead(),
                status.runs()
                        .map(runs -> runs.stream().map(RunJson::of).toList())
                        .orElse(null),
                status.next().stream().map(JsonReport.WORDS::text).collect(Collectors.joining(" ")));
    }
}
