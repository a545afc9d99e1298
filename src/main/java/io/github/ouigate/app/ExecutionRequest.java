package io.github.ouigate.app;

import io.github.ouigate.gate.Confirmations;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.run.RunSettings;

/**
 * What a purge and a restore are both asked for.
 *
 * @param rehearse whether everything is done, and rolled back; then nobody is asked
 */
public record ExecutionRequest(Guards guards, Confirmations confirmations, RunSettings settings, boolean rehearse) {}
