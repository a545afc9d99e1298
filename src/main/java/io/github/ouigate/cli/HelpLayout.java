package io.github.ouigate.cli;

import io.github.ouigate.cli.option.ConnectionOptions;
import io.github.ouigate.cli.option.DatabaseGuardOptions;
import io.github.ouigate.cli.option.JobOptions;
import io.github.ouigate.cli.option.RunOptions;
import io.github.ouigate.cli.option.SessionOptions;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The layout of a command's help: examples first, then the options, grouped by purpose. */
final class HelpLayout {
    /** The purpose of an option. */
    enum Group {
        JOB("help.group.job"),
        CONNECTION("help.group.connection"),
        GUARDS("help.group.guards"),
        RUN("help.group.run"),
        OUTPUT("help.group.output"),
        GENERAL("help.group.general");

        private static final Set<String> OF_THE_JOB = Set.of("--plan", "--receipt", "--expect-digest");
        private static final Set<String> OF_THE_OUTPUT =
                Set.of("--json", "--out", "--html", "--output", "--receipt-dir");
        private static final Set<String> OF_ALL_COMMANDS =
                Set.of("--help", "--version", "--lang", "--verbose", "--no-color");

        private final String heading;

        Group(String heading) {
            this.heading = heading;
        }

        /** Returns the group of an option, by its name or else by the class that declares it. */
        static Group of(OptionSpec option) {
            String name = option.longestName();
            if (OF_ALL_COMMANDS.contains(name)) {
                return GENERAL;
            }
            if (OF_THE_OUTPUT.contains(name)) {
                return OUTPUT;
            }
            Class<?> declaring = option.userObject() instanceof Field field ? field.getDeclaringClass() : Object.class;
            if (OF_THE_JOB.contains(name) || declaring == JobOptions.class) {
                return JOB;
            }
            if (declaring == ConnectionOptions.class || declaring == SessionOptions.class) {
                return CONNECTION;
            }
            boolean guard = DatabaseGuardOptions.class.isAssignableFrom(declaring) || name.startsWith("--max-");
            return guard && declaring != RunOptions.class ? GUARDS : RUN;
        }
    }

    private HelpLayout() {}

    /** Lays out the help of a command line and its subcommands. */
    static void applyTo(CommandLine line) {
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpLayout::options);
        line.setHelpSectionKeys(moved(
                line.getHelpSectionKeys(),
                List.of(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, UsageMessageSpec.SECTION_KEY_COMMAND_LIST)));
        for (CommandLine command : line.getSubcommands().values()) {
            command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpLayout::options);
            command.setHelpSectionKeys( // the footer has the examples
                    moved(command.getHelpSectionKeys(), List.of(UsageMessageSpec.SECTION_KEY_FOOTER)));
        }
    }

    /** Returns the section keys with some of them moved before the options. */
    private static List<String> moved(List<String> sections, List<String> beforeOptions) {
        List<String> ordered = new ArrayList<>(sections);
        ordered.removeAll(beforeOptions);
        ordered.addAll(ordered.indexOf(UsageMessageSpec.SECTION_KEY_OPTION_LIST), beforeOptions);
        return ordered;
    }

    private static String options(Help help) {
        StringBuilder text = new StringBuilder();
        groups(help.commandSpec().options()).forEach((group, options) -> {
            Help.Layout layout = help.createDefaultLayout(help.commandSpec().options(), List.of(), help.colorScheme());
            layout.addOptions(options, help.createDefaultParamLabelRenderer());
            String heading = help.commandSpec().resourceBundle().getString(group.heading);
            text.append('\n').append(heading).append('\n').append(layout);
        });
        return text.toString();
    }

    /** Returns the visible options by group, in alphabetical order. */
    private static Map<Group, List<OptionSpec>> groups(List<OptionSpec> all) {
        Map<Group, List<OptionSpec>> groups = new EnumMap<>(Group.class);
        all.stream()
                .filter(option -> !option.hidden())
                .sorted((a, b) -> a.longestName().compareTo(b.longestName()))
                .forEach(option -> groups.computeIfAbsent(Group.of(option), group -> new ArrayList<>())
                        .add(option));
        return groups;
    }
}
