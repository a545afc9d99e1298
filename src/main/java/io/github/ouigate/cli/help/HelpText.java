package io.github.ouigate.cli.help;

import io.github.ouigate.report.text.LineWrap;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The help of a command, in the language of a bundle: examples first, then the options, grouped by their purpose. Lines
 * break between words only. Examples are never wrapped, so that they can be copied.
 */
public final class HelpText {
    /** Where descriptions begin; shorter where the terminal is narrow. */
    private static final int COLUMN = 30;

    private static final int NARROW = 72;

    private static final Pattern LABEL = Pattern.compile("[A-Z]{2,}");

    private final CommandSpec command;
    private final ResourceBundle words;
    private final LineWrap wrap;
    private final int column;
    private final StringBuilder text = new StringBuilder();

    private HelpText(CommandSpec command, ResourceBundle words, int width) {
        this.command = command;
        this.words = words;
        this.wrap = new LineWrap(width);
        this.column = width < NARROW ? 8 : COLUMN;
    }

    /** Returns the help of a command for a terminal of some width. */
    public static String of(CommandSpec command, ResourceBundle words, int width) {
        return new HelpText(command, words, width).write();
    }

    private String write() {
        StringBuilder synopsis = new StringBuilder(words.getString("ouigate.usage.synopsis"))
                .append(' ')
                .append(command.qualifiedName())
                .append(label(" [OPTIONS]"));
        command.positionalParameters().forEach(argument -> synopsis.append(label(" [" + argument.paramLabel() + "]")));
        if (!command.subcommands().isEmpty()) {
            synopsis.append(label(" COMMAND"));
        }
        wrapped(command.usageMessage().header());
        line(synopsis.toString());
        if (command.subcommands().isEmpty()) {
            wrapped(command.usageMessage().footer()); // the examples
            arguments();
            options();
        } else {
            commands();
            options();
            wrapped(command.usageMessage().footer());
        }
        return text.toString();
    }

    private void commands() {
        text.append('\n');
        line(words.getString("ouigate.usage.commands"));
        command.subcommands()
                .forEach((name, subcommand) ->
                        entry(name, subcommand.getCommandSpec().usageMessage().header()));
    }

    private void arguments() {
        if (!command.positionalParameters().isEmpty()) {
            text.append('\n');
        }
        for (PositionalParamSpec argument : command.positionalParameters()) {
            entry(label(argument.paramLabel()), argument.description());
        }
    }

    /** Writes the options by group, each in alphabetical order. */
    private void options() {
        Map<OptionGroup, List<OptionSpec>> groups = command.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .collect(Collectors.groupingBy(
                        OptionGroup::of, () -> new EnumMap<>(OptionGroup.class), Collectors.toList()));
        groups.forEach((group, options) -> {
            text.append('\n');
            line(words.getString(group.heading()));
            options.forEach(option -> entry(syntax(option), option.description()));
        });
    }

    private String syntax(OptionSpec option) {
        String names = String.join(
                ", ",
                List.of(option.names()).stream()
                        .sorted(Comparator.comparingInt(String::length))
                        .toList());
        String separator = option.longestName().startsWith("--") ? "=" : "";
        return (names.startsWith("--") ? "    " : "")
                + names
                + (takesValue(option) ? separator + label(option.paramLabel()) : "");
    }

    private static boolean takesValue(ArgSpec option) {
        return option.arity().max() > 0;
    }

    /** Returns a name for a value, in the language of the bundle. */
    private String label(String label) {
        return LABEL.matcher(label).replaceAll(word -> {
            String key = "ouigate.usage.label." + word.group();
            return words.containsKey(key) ? words.getString(key) : word.group();
        });
    }

    private void entry(String name, String[] description) {
        String first = "  " + name;
        String next = " ".repeat(column);
        if (first.length() + 2 > column) {
            line(first);
            first = next;
        } else {
            first += " ".repeat(column - first.length());
        }
        for (String paragraph : description) {
            line(wrap.wrap(first, next, plain(paragraph)));
            first = next;
        }
    }

    /** Examples, which are indented, are not wrapped. */
    private void wrapped(String[] paragraphs) {
        for (String paragraph : paragraphs) {
            for (String line : plain(paragraph).split("\n", -1)) {
                line(line.startsWith(" ") ? line : wrap.wrap("", "", line));
            }
        }
    }

    /** Returns a text without the two escapes that picocli has. */
    private static String plain(String text) {
        return text.replace("%n", "\n").replace("%%", "%");
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
