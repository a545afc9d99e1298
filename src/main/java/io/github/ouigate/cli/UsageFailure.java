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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports a command line that cannot be parsed. */
final class UsageFailure {
    /** A long option, a short option possibly followed by its value, or a command. */
    private static final Pattern NAME = Pattern.compile("^(?:--[a-zA-Z][a-zA-Z-]*|-[a-zA-Z]|[a-z][a-z-]*$)");

    private UsageFailure() {}

    static Failure of(ParameterException failure) {
        List<Message> remedies = new ArrayList<>(suggestion(failure));
        remedies.add(Message.of(
                "usage.help", failure.getCommandLine().getCommandSpec().qualifiedName()));
        return new Failure(ExitCode.USAGE, Problem.of(message(failure)).with(remedies));
    }

    /** Returns suggestions for misspelt options and commands. */
    static List<Message> suggestion(ParameterException failure) {
        return failure instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getSuggestions().isEmpty()
                ? List.of(Message.of("usage.suggestion", unmatched.getSuggestions()))
                : List.of();
    }

    private static Message message(ParameterException failure) {
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
