package io.github.ouigate.verify.recovery;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.session.SessionSettings;
import io.github.ouigate.db.session.SessionSettings.TimeZoneSource;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.job.lint.JobReader;
import io.github.ouigate.plan.KeyMode;
import io.github.ouigate.receipt.SavedReceipt;
import io.github.ouigate.receipt.SavedRequest;
import io.github.ouigate.receipt.SavedRestore;
import io.github.ouigate.verify.recovery.KeptReceipts.KeptPurge;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;

/** The commands that repeat a purge or a restore with its options. */
record RepeatedCommands(Path receipts, DatabaseIdentity database) {
    /**
     * Returns the command that repeats a purge; its archive is written to another directory, since the first one
     * exists.
     */
    CommandLine apply(KeptPurge purge) {
        SavedReceipt receipt = purge.receipt();
        SavedRequest request = purge.request();
        SavedJob job = receipt.job();
        CommandLine.Options options = new CommandLine.Options()
                .addIf(!Changelog.isBundled(job.changelog()), "--changelog", job.changelog())
                .add("--tag", job.tag());
        job.properties().forEach((name, value) -> {
            if (!name.equals("tag") && JobReader.isPlain(value)) {
                options.add("-D", name + "=" + value);
            }
        });
        String zone = receipt.settings().get(SessionSettings.TIME_ZONE);
        options.addIf(!receipt.ledgerSchema().isEmpty(), "--ledger-schema", receipt.ledgerSchema())
                .addIf(
                        request.timeZoneSource() == TimeZoneSource.OPTION && zone != null,
                        "--time-zone",
                        String.valueOf(zone))
                .addIf(request.keys() != KeyMode.AUTO, "--keys", request.keys())
                .addFlag("--truncate", request.truncate())
                .addAll("--allow-writes", new TreeSet<>(request.allowedWrites()))
                .addAll("--allow-function", new TreeSet<>(receipt.allowedFunctions()))
                .addAll("--allow-server", new TreeSet<>(request.allowedServers()));
        Optional<Path> archive = Optional.ofNullable(request.archive())
                .map(first -> Path.of(first.directory()).resolveSibling("again-" + receipt.runId()));
        archive.ifPresent(directory -> options.add("--archive", directory));
        options.add("--receipt-dir", receipts);
        return new CommandLine(archive, "apply", guarded(options).list());
    }

    CommandLine restore(SavedRestore restore) {
        CommandLine.Options options = new CommandLine.Options()
                .add("--archive", restore.archive().directory())
                .add("--tag", restore.tag())
                .add("--receipt-dir", receipts);
        return new CommandLine(Optional.empty(), "restore", guarded(options).list());
    }

    private CommandLine.Options guarded(CommandLine.Options options) {
        options.add("--expect-database", database.name());
        return database.environment() == null ? options : options.add("--environment", database.environment());
    }
}
