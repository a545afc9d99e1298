package io.github.ouigate.receipt;

import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.run.outcome.Ending;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RestoredChange;
import java.util.List;

/**
 * The record of a restore, for people and machines.
 *
 * @param changes the results for the rows that foreign keys had changed; the expected ones in a rehearsal
 */
public record RestoreReceipt(RunRecord run, RestorePlan plan, List<RestoredChange> changes) {
    public RestoreReceipt {
        changes = List.copyOf(changes);
    }

    /** Returns the receipt of a restore that ended with {@code outcome}. */
    public static RestoreReceipt of(RunRecord run, RestorePlan plan, Outcome outcome) {
        if (outcome instanceof Outcome.Restored restored) {
            return new RestoreReceipt(run, plan, restored.changes());
        }
        return new RestoreReceipt(
                run, plan, outcome instanceof Outcome.Rehearsed rehearsed ? rehearsed.changes() : List.of());
    }

    /** Returns the receipt in the form that is written before the commit. */
    public RestoreReceipt intended() {
        return new RestoreReceipt(run.with(Ending.INTENDED), plan, changes);
    }

    public Ending ending() {
        return run.ending();
    }
}
