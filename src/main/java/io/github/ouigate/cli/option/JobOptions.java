package io.github.ouigate.cli.option;

import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.job.UnsafeJobException;
import io.github.ouigate.job.lint.JobReader;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the job and its properties. */
public final class JobOptions {
    @Option(names = "--changelog", descriptionKey = "help.changelog", paramLabel = "FILE")
    private @Nullable Path changelog;

    @Option(names = "--tag", descriptionKey = "help.tag", paramLabel = "TAG")
    private @Nullable String tag;

    @Option(names = "-D", descriptionKey = "help.property", paramLabel = "NAME=VALUE")
    private List<String> properties = List.of();

    @Option(names = "--ledger-schema", descriptionKey = "help.ledger-schema", paramLabel = "NAME")
    private @Nullable String ledgerSchema;

    /** Returns whether any of the options was given. */
    public boolean isGiven() {
        return changelog != null || tag != null || ledgerSchema != null || !properties.isEmpty();
    }

    /** Returns the properties from the options. */
    public GivenProperties given() {
        return GivenProperties.parse(properties);
    }

    /**
     * Reads the job.
     *
     * @param saved the job of a saved document, which supplies missing options
     * @throws UnsafeJobException if the lint refuses the file
     */
    public Job read(ProcessContext context, Optional<SavedJob> saved) {
        Map<String, String> given = new LinkedHashMap<>(given().others());
        if (tag != null && !tag.equals(given.getOrDefault("tag", tag))) {
            throw new UsageException(Message.of("property.twice", "tag"));
        }
        if (tag != null) {
            given.put("tag", tag);
        }
        saved.ifPresent(job -> job.properties().forEach((name, value) -> {
            // Other values were defaults of the changelog. Either the changelog still has them, or the saved document
            // no longer matches.
            if (name.equals("tag") || JobReader.isPlain(value)) {
                given.putIfAbsent(name, value);
            }
        }));
        return new JobReader().read(file(context.directory(), saved), given);
    }

    private Changelog file(Path directory, Optional<SavedJob> saved) {
        if (changelog != null) {
            return Changelog.read(directory.resolve(changelog));
        }
        return saved.map(job -> Changelog.at(job.changelog())).orElseGet(() -> Changelog.findDefault(directory));
    }

    /** Returns the schema of the ledger from the options, else from a saved document. */
    public Optional<String> ledgerSchema(Optional<String> saved) {
        return Optional.ofNullable(ledgerSchema).or(() -> saved.filter(name -> !name.isEmpty()));
    }

    /** Returns the ledger in that schema. */
    public Ledger ledger(Dialect dialect, Optional<String> saved) {
        return new Ledger(dialect, ledgerSchema(saved).orElse(null));
    }
}
