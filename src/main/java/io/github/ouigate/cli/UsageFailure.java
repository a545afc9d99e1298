package io.github.ouigate.cli;

import io.github.ouigate.message.Message;
import io.github.ouigate.report.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports a command line that cannot be parsed. */
final class UsageFailure {
    /** A long option, a short option possibly followed by its value, or a command. */
    private static final Pattern NAME = Pattern.compile("^(?:--[a-zA-Z][a-zA-Z-]*|-[a-zA-Z]|[a-z][a-z-]*$)");

    private static final Pattern URL = Pattern.compile("^(?i:jdbc:|postgres(ql)?:)");

    private UsageFailure() {}

    static Failure of(ParameterException failure) {
        List<Message> remedies = new ArrayList<>(suggestion(failure));
        remedies.add(help(failure));
        return new Failure(ExitCode.USAGE, Problem.of(message(failure)).with(remedies));
    }

    /** Returns where there is more to read. */
    static Message help(ParameterException failure) {
        return Message.of("usage.help", name(failure));
    }

    private static String name(ParameterException failure) {
        return failure.getCommandLine().getCommandSpec().qualifiedName();
    }

    /** Returns suggestions for misspelt options and commands. */
    static List<Message> suggestion(ParameterException failure) {
        if (isUrl(failure)) {
            boolean noCommand = failure.getCommandLine().getParent() == null;
            return List.of(Message.of("usage.url-option", noCommand ? name(failure) + " plan" : name(failure)));
        }
        return failure instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream()
                        .limit(1)
                        .map(likest -> Message.of("usage.suggestion", likest))
                        .toList()
                : List.of();
    }

    private static Message message(ParameterException failure) {
        if (isUrl(failure)) {
            return Message.of("usage.url");
        }
        if (failure instanceof OverwrittenOptionException twice
                && twice.getOverwritten() instanceof OptionSpec option) {
            return Message.of("usage.twice", option.longestName());
        }
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> names = names(unmatched);
            return names.isEmpty() ? Message.of("usage.stray") : Message.of("usage.unknown", names);
        }
        if (failure instanceof MissingParameterException missing) {
            List<String> names = missing.getMissing().stream()
                    .map(argument ->
                            argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel())
                    .collect(Collectors.toList());
            return names.isEmpty() ? Message.of("usage.no-command") : Message.of("usage.no-value", names);
        }
        if (failure.getArgSpec() == null
                && !failure.getCommandLine().getSubcommands().isEmpty()) {
            return Message.of("usage.no-command");
        }
        return failure.getArgSpec() instanceof OptionSpec option && failure.getValue() != null
                ? Message.of("usage.bad-value", failure.getValue(), option.longestName())
                : Message.of("usage.wrong", String.valueOf(failure.getMessage()));
    }

    /** Returns whether the URL of a database stands where no value belongs. */
    private static boolean isUrl(ParameterException failure) {
        return failure instanceof UnmatchedArgumentException unmatched
                && unmatched.getUnmatched().stream()
                        .anyMatch(word -> URL.matcher(word).find());
    }

    /** Returns the words that look like options or commands; others are values and could be passwords. */
    private static List<String> names(UnmatchedArgumentException unmatched) {
        List<String> words = unmatched.getUnmatched();
        boolean command = unmatched.getCommandLine().getParent() == null;
        return IntStream.range(0, words.size())
                .filter(i -> words.get(i).startsWith("-") || (command && i == 0))
                .mapToObj(i -> NAME.matcher(words.get(i)))
                .filter(Matcher::find)
                .map(Matcher::group)
                .collect(Collectors.toList());
    }
}
