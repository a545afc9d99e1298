package io.github.ouigate.app;

import io.github.ouigate.gate.Confirmations;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.run.RunSettings;

/**
 * The common part of the requests for a purge and a restore.
 *
 * @param rehearse whether to roll everything back at the end; the operator is then not asked
 */
public record ExecutionRequest(Guards guards, Confirmations confirmations, RunSettings settings, boolean rehearse) {}
