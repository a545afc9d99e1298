package io.github.ouigate.cli;

import io.github.ouigate.app.AppContext;
import io.github.ouigate.cli.option.ConnectionOptions;
import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.url.ConnectionSettings;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A command on a database, whose result is printed as text or as JSON. */
abstract class DatabaseCommand implements Subcommand {
    @ParentCommand
    private Ouigate root;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    /** It is looked for before the arguments are parsed: see {@link Ouigate#isJson}. */
    @Option(names = "--json", descriptionKey = "help.json")
    private boolean unusedJson;

    final ProcessContext context() {
        return root.context();
    }

    final Console console() {
        return root.console();
    }

    final boolean isJson() {
        return root.isJson();
    }

    final ConnectionSettings settings() {
        return connection.settings(context());
    }

    /** Returns the options of the connection as words of another command line. */
    final List<String> connectionWords() {
        return connection.words(context());
    }

    final AppContext appContext(ConnectionSettings settings) {
        return root.appContext(settings);
    }

    /** Opens a session under a name that the server shows. */
    final DatabaseSession open(String sessionName) {
        return open(settings(), sessionName);
    }

    final DatabaseSession open(ConnectionSettings settings, String sessionName) {
        return ConnectionOptions.open(settings, sessionName, context(), console());
    }
}
