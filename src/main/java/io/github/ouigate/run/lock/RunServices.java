package io.github.ouigate.run.lock;

import io.github.ouigate.db.Connector;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.run.Interruption;
import io.github.ouigate.run.Progress;
import io.github.ouigate.run.RunSettings;

/**
 * What a run needs besides its task.
 *
 * @param connector opens another connection where the run's own is lost
 * @param progress is called at each step
 */
public record RunServices(
        Connector connector, Ledger ledger, RunSettings settings, Interruption interruption, Progress progress) {}
