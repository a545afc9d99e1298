package io.github.ouigate.app;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.plan.SavedPlan;
import io.github.ouigate.receipt.SavedReceipt;
import java.util.List;
import java.util.Optional;

/** A run that a plan or a receipt describes: it names the job, its properties and its ledger. At most one is present. */
public record SavedRun(Optional<SavedPlan> plan, Optional<SavedReceipt> receipt) {
    public Optional<SavedJob> job() {
        return plan.map(SavedPlan::job).or(() -> receipt.map(SavedReceipt::job));
    }

    public Optional<String> ledgerSchema() {
        return plan.map(SavedPlan::ledgerSchema).or(() -> receipt.map(SavedReceipt::ledgerSchema));
    }

    /**
     * Requires a job to be the one that was planned or run.
     *
     * @throws RefusedException if it is another
     */
    public void requireJob(Job now) {
        receipt.ifPresent(saved -> saved.requireJob(now));
        plan.ifPresent(saved -> {
            List<Message> differences = saved.job().differences(now);
            if (!differences.isEmpty()) {
                throw new RefusedException(Message.of("saved-plan.other-job", differences));
            }
        });
    }

    /**
     * Requires a database to be the one that was planned for or that the run was on.
     *
     * @throws RefusedException if it is another
     */
    public void requireDatabase(DatabaseIdentity now) {
        receipt.ifPresent(saved -> saved.requireTarget(now));
        plan.filter(saved -> !saved.database().isSameDatabase(now)).ifPresent(saved -> {
            throw new RefusedException(
                    Message.of("saved-plan.other-target", saved.database().exactly(), now.exactly()));
        });
    }
}
