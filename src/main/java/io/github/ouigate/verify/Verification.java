package io.github.ouigate.verify;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The results of the checks after a run.
 *
 * @param runId the run that applied the tag, if known
 * @param checks the checks in the order in which they were made
 */
public record Verification(DatabaseIdentity database, Job job, Optional<String> runId, List<Check> checks) {
    public Verification {
        checks = List.copyOf(checks);
    }

    /** Returns whether no check found a difference. */
    public boolean isVerified() {
        return count(Check.State.DIFFERS) == 0;
    }

    /** Returns the number of checks with a result. */
    public long count(Check.State state) {
        return checks.stream().filter(check -> check.state() == state).count();
    }

    /** Returns the verification with additional checks. */
    public Verification with(List<Check> more) {
        List<Check> all = new ArrayList<>(checks);
        all.addAll(more);
        return new Verification(database, job, runId, all);
    }
}
