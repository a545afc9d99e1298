package io.github.ouigate.cli;

import io.github.ouigate.gate.Confirmations;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.JobReader;
import io.github.ouigate.job.JobReading;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.plan.SavedPlan;
import io.github.ouigate.target.Dialect;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which job, with which properties. */
final class JobOptions {
    private static final String CONFIRMATION = "confirmation";

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
     * @param approved a saved plan, which says what the options do not
     */
    Optional<Job> read(Surroundings surroundings, Output output, Optional<SavedPlan> approved) {
        Map<String, String> given = properties();
        given.remove(CONFIRMATION);
        if (tag != null && !tag.equals(given.getOrDefault("tag", tag))) {
            throw new UsageException(Message.of("property.twice", "tag"));
        }
        if (tag != null) {
            given.put("tag", tag);
        }
        approved.ifPresent(plan -> plan.properties().forEach(given::putIfAbsent));
        Changelog file = file(surroundings.directory(), approved);
        JobReading reading = new JobReader().read(file, given);
        if (reading instanceof JobReading.Unsafe unsafe) {
            output.say(output.text().unsafe(unsafe));
            return Optional.empty();
        }
        return Optional.of(((JobReading.Safe) reading).job());
    }

    private Changelog file(Path directory, Optional<SavedPlan> approved) {
        if (changelog != null) {
            return Changelog.read(directory.resolve(changelog));
        }
        return approved.map(plan -> Changelog.at(plan.changelog())).orElseGet(() -> Changelog.findDefault(directory));
    }

    /** Returns the ledger; a saved plan says where it is, if the options do not. */
    Ledger ledger(Dialect dialect, Optional<SavedPlan> approved) {
        String schema = approved.map(SavedPlan::ledgerSchema)
                .filter(name -> !name.isEmpty())
                .orElse(null);
        return new Ledger(dialect, ledgerSchema == null ? schema : ledgerSchema);
    }

    Confirmations confirmations(Surroundings surroundings) {
        return new Confirmations(
                Optional.ofNullable(properties().get(CONFIRMATION)),
                Optional.ofNullable(surroundings.systemProperties().get(CONFIRMATION)),
                impostors(surroundings));
    }

    private static List<String> impostors(Surroundings surroundings) {
        Stream<String> variables = surroundings.environment().keySet().stream();
        Stream<String> misspelt =
                surroundings.systemProperties().keySet().stream().filter(name -> !name.equals(CONFIRMATION));
        return Stream.concat(variables, misspelt)
                .filter(CONFIRMATION::equalsIgnoreCase)
                .sorted()
                .collect(Collectors.toList());
    }

    private Map<String, String> properties() {
        Map<String, String> given = new LinkedHashMap<>();
        for (String property : properties) {
            int equals = property.indexOf('=');
            if (equals <= 0) {
                throw new UsageException(Message.of("property.form", property));
            }
            String name = property.substring(0, equals);
            if (given.putIfAbsent(name, property.substring(equals + 1)) != null) {
                throw new UsageException(Message.of("property.twice", name));
            }
        }
        return given;
    }
}
