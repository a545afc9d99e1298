package io.github.ouigate.run.purge;

import io.github.ouigate.archive.ArchivePlace;
import io.github.ouigate.run.BeforeCommitHook;
import io.github.ouigate.run.outcome.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a purge does besides deleting.
 *
 * @param archive where the rows are archived before they are deleted, if they are
 * @param tool ouigate's version, for the archive's manifest
 * @param startedAt the time that the manifest gives
 * @param hook is called before the commit
 * @param receiptDigest returns the digest that the intended receipt will have, for the ledger's row; empty if no receipt
 *     is written as JSON
 * @param allowSlow whether it may keep writers waiting for far longer than expected
 */
public record PurgeOptions(
        Optional<ArchivePlace> archive,
        String tool,
        Instant startedAt,
        BeforeCommitHook hook,
        Function<Outcome.Committed, Optional<String>> receiptDigest,
        boolean allowSlow) {}
