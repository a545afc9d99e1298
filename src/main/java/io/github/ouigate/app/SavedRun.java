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

/** A plan or a receipt that supplies the job, its properties and its ledger; at most one is present. */
public record SavedRun(Optional<SavedPlan> plan, Optional<SavedReceipt> receipt) {
    public Optional<SavedJob> job() {
        return plan.map(SavedPlan::job).or(() -> receipt.map(SavedReceipt::job));
    }

    public Optional<String> ledgerSchema() {
        return plan.map(SavedPlan::ledgerSchema).or(() -> receipt.map(SavedReceipt::ledgerSchema));
    }

    /**
     * Checks that {@code now} is the planned or executed job.
     *
     * @throws RefusedException if it is another job
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
     * Checks that {@code now} is the database of the plan or receipt.
     *
     * @throws RefusedException if it is another database
     */
    public void requireDatabase(DatabaseIdentity now) {
        receipt.ifPresent(saved -> saved.requireTarget(now));
        plan.filter(saved -> !saved.database().isSameDatabase(now)).ifPresent(saved -> {
            throw new RefusedException(
                    Message.of("saved-plan.other-target", saved.database().exactly(), now.exactly()));
        });
    }
}
