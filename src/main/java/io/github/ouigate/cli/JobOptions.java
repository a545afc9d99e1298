package io.github.ouigate.cli;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.gate.Confirmations;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.LintResult;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.job.lint.JobReader;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which job, with which properties. */
final class JobOptions {
    @Option(names = "--changelog", descriptionKey = "help.changelog", paramLabel = "FILE")
    private @Nullable Path changelog;

    @Option(names = "--tag", descriptionKey = "help.tag", paramLabel = "TAG")
    private @Nullable String tag;

    @Option(names = "-D", descriptionKey = "help.property", paramLabel = "NAME=VALUE")
    private List<String> properties = List.of();

    @Option(names = "--ledger-schema", descriptionKey = "help.ledger-schema", paramLabel = "NAME")
    private @Nullable String ledgerSchema;

    /**
     * Returns the job; an unsafe one is empty, and its faults are said.
     *
     * @param saved a saved document's job, which says what the options do not
     */
    Optional<Job> read(ProcessContext context, Console output, Optional<SavedJob> saved) {
        Map<String, String> given = properties();
        given.remove(ConfirmationOptions.PROPERTY);
        if (tag != null && !tag.equals(given.getOrDefault("tag", tag))) {
            throw new UsageException(Message.of("property.twice", "tag"));
        }
        if (tag != null) {
            given.put("tag", tag);
        }
        saved.ifPresent(job -> job.properties().forEach(given::putIfAbsent));
        Changelog file = file(context.directory(), saved);
        LintResult reading = new JobReader().read(file, given);
        if (reading instanceof LintResult.Unsafe unsafe) {
            output.info(output.text().unsafe(unsafe));
            return Optional.empty();
        }
        return Optional.of(((LintResult.Safe) reading).job());
    }

    private Changelog file(Path directory, Optional<SavedJob> saved) {
        if (changelog != null) {
            return Changelog.read(directory.resolve(changelog));
        }
        return saved.map(job -> Changelog.at(job.changelog())).orElseGet(() -> Changelog.findDefault(directory));
    }

    /** Returns the ledger; a saved document says where it is, if the options do not. */
    Ledger ledger(Dialect dialect, Optional<SavedJob> saved) {
        String schema = saved.map(SavedJob::ledgerSchema)
                .filter(name -> !name.isEmpty())
                .orElse(null);
        return new Ledger(dialect, ledgerSchema == null ? schema : ledgerSchema);
    }

    Confirmations confirmations(ProcessContext context) {
        return ConfirmationOptions.confirmations(properties().get(ConfirmationOptions.PROPERTY), context);
    }

    private Map<String, String> properties() {
        return ConfirmationOptions.properties(properties);
    }
}
