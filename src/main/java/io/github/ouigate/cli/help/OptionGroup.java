package io.github.ouigate.cli.help;

import io.github.ouigate.cli.option.ConnectionOptions;
import io.github.ouigate.cli.option.DatabaseGuardOptions;
import io.github.ouigate.cli.option.JobOptions;
import io.github.ouigate.cli.option.RunOptions;
import io.github.ouigate.cli.option.SessionOptions;
import java.lang.reflect.Field;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;

/** The purpose of an option. */
enum OptionGroup {
    JOB("help.group.job"),
    CONNECTION("help.group.connection"),
    GUARDS("help.group.guards"),
    RUN("help.group.run"),
    OUTPUT("help.group.output"),
    GENERAL("help.group.general");

    private static final Set<String> OF_THE_JOB = Set.of("--plan", "--receipt", "--expect-digest");
    private static final Set<String> OF_THE_OUTPUT = Set.of("--json", "--out", "--html", "--output", "--receipt-dir");
    private static final Set<String> OF_ALL_COMMANDS =
            Set.of("--help", "--version", "--lang", "--verbose", "--no-color");

    private final String heading;

    OptionGroup(String heading) {
        this.heading = heading;
    }

    /** Returns the key of the heading over the options. */
    String heading() {
        return heading;
    }

    /** Returns the group of an option, by its name or else by the class that declares it. */
    static OptionGroup of(OptionSpec option) {
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
