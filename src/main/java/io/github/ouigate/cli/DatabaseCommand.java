package io.github.ouigate.cli;

import io.github.ouigate.app.AppContext;
import io.github.ouigate.app.OutputFile;
import io.github.ouigate.cli.option.ConnectionOptions;
import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.url.ConnectionSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A command on a database with a result as text or JSON. */
abstract class DatabaseCommand implements Subcommand {
    @ParentCommand
    private Ouigate root;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    /** Only declares the option; {@link Ouigate#isJson} is determined before the arguments are parsed. */
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

    /** Returns the connection options as words of another command line. */
    final List<String> connectionWords() {
        return connection.words(context());
    }

    /** Returns the file of an option for a result, which can be written. */
    final Optional<OutputFile> outputFile(@Nullable Path option) {
        Optional<OutputFile> file =
                context().resolve(option).map(Path::normalize).map(OutputFile::new);
        file.ifPresent(OutputFile::checkWritable);
        return file;
    }

    final AppContext appContext(ConnectionSettings settings) {
        return root.appContext(settings);
    }

    /** Opens a session with {@code sessionName} as its application name. */
    final DatabaseSession open(String sessionName) {
        return open(settings(), sessionName);
    }

    final DatabaseSession open(ConnectionSettings settings, String sessionName) {
        return ConnectionOptions.open(settings, sessionName, context(), console());
    }
}
