package io.github.ouigate.cli;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.SimilarNames;
import io.github.ouigate.report.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports a command line that cannot be parsed. */
final class UsageFailure {
    /** A long option, a short option possibly followed by its value, or a command. */
    private static final Pattern NAME = Pattern.compile("^(?:--[a-zA-Z][a-zA-Z-]*|-[a-zA-Z]|[a-z][a-z-]*$)");

    /** What options of other programs are called here, in commands that change a database. */
    private static final Map<String, String> ELSEWHERE =
            Map.of("--yes", "-Dconfirmation=OUI", "--force", "-Dconfirmation=OUI", "--dry-run", "--rehearse");

    private static final Pattern URL = Pattern.compile("^(?i:jdbc:|postgres(ql)?:)");

    private final ParameterException failure;
    private final CommandLine command;

    private UsageFailure(ParameterException failure) {
        this.failure = failure;
        this.command = failure.getCommandLine();
    }

    /** Returns the failure with the nearest names, if words are unknown, and with where there is more to read. */
    static Failure of(ParameterException failure) {
        UsageFailure usage = new UsageFailure(withUnknownWords(failure));
        List<Message> remedies = new ArrayList<>(usage.suggestion());
        remedies.add(Message.of("usage.help", usage.name()));
        return new Failure(ExitCode.USAGE, Problem.of(usage.message()).with(remedies));
    }

    /** Prefers unknown words as the reason: a required option is missing because its name is misspelt. */
    private static ParameterException withUnknownWords(ParameterException failure) {
        if (!(failure instanceof MissingParameterException)) {
            return failure;
        }
        List<String> unknown = failure.getCommandLine().getParseResult().unmatched();
        return unknown.isEmpty() ? failure : new UnmatchedArgumentException(failure.getCommandLine(), unknown, "");
    }

    private String name() {
        return command.getCommandSpec().qualifiedName();
    }

    private List<Message> suggestion() {
        if (isUrl()) {
            boolean noCommand = command.getParent() == null;
            return List.of(Message.of("usage.url-option", noCommand ? name() + " plan" : name()));
        }
        if (isEmptyValue()) {
            return List.of(Message.of("usage.leave-out"));
        }
        if (!(failure instanceof UnmatchedArgumentException unmatched)) {
            return List.of();
        }
        List<String> meant = names(unmatched).stream()
                .flatMap(word -> similar(word).limit(1))
                .distinct()
                .toList();
        return meant.isEmpty() ? List.of() : List.of(Message.of("usage.suggestion", meant));
    }

    /** Returns the long options or the commands that resemble a word, or begin with it, the closest first. */
    private Stream<String> similar(String word) {
        String here = ELSEWHERE.get(word);
        if (here != null && command.getCommandSpec().optionsMap().containsKey("--rehearse")) {
            return Stream.of(here);
        }
        Set<String> known = word.startsWith("--")
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        List<String> comparable = known.stream()
                .filter(name -> name.startsWith("--") == word.startsWith("--"))
                .toList();
        return Stream.concat(
                SimilarNames.of(word, comparable).stream(),
                comparable.stream().filter(name -> name.startsWith(word)).sorted());
    }

    private Message message() {
        if (isUrl()) {
            return Message.of("usage.url");
        }
        if (failure instanceof OverwrittenOptionException twice
                && twice.getOverwritten() instanceof OptionSpec option) {
            return Message.of("usage.twice", option.longestName());
        }
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> names = names(unmatched);
            return names.isEmpty() ? Message.of("usage.stray") : Message.of("usage.unknown", names, names.size());
        }
        if (failure instanceof MissingParameterException missing) {
            return missing(missing.getMissing());
        }
        if (failure.getArgSpec() == null && !command.getSubcommands().isEmpty()) {
            return Message.of("usage.no-command");
        }
        if (!(failure.getArgSpec() instanceof OptionSpec option) || failure.getValue() == null) {
            return Message.of("usage.wrong", String.valueOf(failure.getMessage()));
        }
        return isEmptyValue()
                ? Message.of("usage.empty-value", option.longestName())
                : Message.of("usage.bad-value", failure.getValue(), option.longestName());
    }

    /** Returns whether the value of an option is empty, for example because a variable is not set. */
    private boolean isEmptyValue() {
        return failure.getArgSpec() instanceof OptionSpec
                && String.valueOf(failure.getValue()).isBlank();
    }

    /** Distinguishes options without their value from required options that are not given. */
    private Message missing(List<ArgSpec> arguments) {
        List<OptionSpec> options = arguments.stream()
                .filter(OptionSpec.class::isInstance)
                .map(OptionSpec.class::cast)
                .toList();
        List<OptionSpec> given = options.stream().filter(this::isGiven).toList();
        List<OptionSpec> required = options.stream()
                .filter(option -> option.required() && !given.contains(option))
                .toList();
        if (!required.isEmpty()) {
            return Message.of("usage.required", names(required));
        }
        return Message.of("usage.no-value", names(given.isEmpty() ? options : given));
    }

    private boolean isGiven(OptionSpec option) {
        return Stream.of(option.names())
                .anyMatch(name -> command.getParseResult().originalArgs().contains(name));
    }

    private static List<String> names(List<OptionSpec> options) {
        return options.stream().map(OptionSpec::longestName).toList();
    }

    /** Returns whether the URL of a database stands where no value belongs, and no word is misspelt. */
    private boolean isUrl() {
        return failure instanceof UnmatchedArgumentException unmatched
                && unmatched.getUnmatched().stream()
                        .anyMatch(word -> URL.matcher(word).find())
                && names(unmatched).stream().allMatch(this::isOfSubcommand);
    }

    private boolean isOfSubcommand(String option) {
        return command.getSubcommands().values().stream()
                .anyMatch(one -> one.getCommandSpec().optionsMap().containsKey(option));
    }

    /**
     * Returns the words that look like options, or the one that looks like a command, whose options are then unknown;
     * others are values and could be passwords.
     */
    private List<String> names(UnmatchedArgumentException unmatched) {
        List<String> words = unmatched.getUnmatched();
        boolean isCommand = command.getParent() == null && !words.get(0).startsWith("-");
        return (isCommand ? words.stream().limit(1) : words.stream().filter(word -> word.startsWith("-")))
                .map(NAME::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .toList();
    }
}
