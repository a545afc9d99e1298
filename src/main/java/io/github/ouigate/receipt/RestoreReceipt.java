package io.github.ouigate.receipt;

import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.run.Ending;

/** The record of a restore, for people and machines. */
public record RestoreReceipt(RunRecord run, RestorePlan plan) {
    public Ending ending() {
        return run.ending();
    }
}
