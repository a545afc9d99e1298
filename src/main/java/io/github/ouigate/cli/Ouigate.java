package io.github.ouigate.cli;

import io.github.ouigate.app.AppContext;
import io.github.ouigate.cli.help.HelpText;
import io.github.ouigate.cli.option.ConnectionOptions;
import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.cli.terminal.ConsoleOperator;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.report.text.LineWrap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command with the options that all subcommands share. */
@Command(name = "ouigate", mixinStandardHelpOptions = true, versionProvider = Version.class)
final class Ouigate {
    /** The languages of the messages. */
    enum Language {
        fr,
        en
    }

    /** Only declares the option; the language is determined before the arguments are parsed. */
    @Option(names = "--lang", descriptionKey = "help.lang", paramLabel = "fr|en", scope = ScopeType.INHERIT)
    private @Nullable Language unusedLanguage;

    @Option(names = "--verbose", descriptionKey = "help.verbose", scope = ScopeType.INHERIT)
    private boolean verbose;

    @Option(names = "--no-color", descriptionKey = "help.no-color", scope = ScopeType.INHERIT)
    private boolean noColor;

    private final ProcessContext context;

    private final Locale language;

    private final boolean json;

    Ouigate(ProcessContext context, Locale language, boolean json) {
        this.context = context;
        this.language = language;
        this.json = json;
    }

    /** Returns whether results are printed as JSON. */
    boolean isJson() {
        return json;
    }

    ProcessContext context() {
        return context;
    }

    /** Returns the services for a purge or a restore on the database of {@code settings}. */
    AppContext appContext(ConnectionSettings settings) {
        Console console = console();
        return new AppContext(
                new ConsoleOperator(context, console),
                name -> ConnectionOptions.open(settings, name, context, console),
                context.clock(),
                context.interruption(),
                Version.text());
    }

    /** Returns the help of a command, as wide as the terminal. */
    String help(CommandLine command) {
        int width = context.terminal().width().orElse(LineWrap.DEFAULT_WIDTH);
        return HelpText.of(command.getCommandSpec(), command.getResourceBundle(), width);
    }

    /** Returns the console according to the options. */
    Console console() {
        boolean color = !noColor
                && context.terminal().isInteractive()
                && context.variable("NO_COLOR").isEmpty()
                && !"dumb".equals(context.environment().get("TERM"));
        return new Console(context.terminal(), language, color, verbose);
    }
}
