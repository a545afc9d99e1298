package io.github.ouigate.cli;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.SimilarNames;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.report.json.Schemas;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the JSON Schema of a kind of document, or the names of all schemas. */
@Command(name = "schema", mixinStandardHelpOptions = true)
final class SchemaCommand implements Subcommand {
    @Parameters(arity = "0..1", descriptionKey = "help.schema", paramLabel = "NAME")
    private @Nullable String name;

    @Override
    public CommandResult execute() {
        return CommandResult.ofReading(
                name == null ? String.join("\n", Schemas.names()) + "\n" : Schemas.text(known(name)));
    }

    private static String known(String name) {
        if (Schemas.names().contains(name)) {
            return name;
        }
        List<String> similar = SimilarNames.of(name, Schemas.names());
        throw new UsageException(
                similar.isEmpty()
                        ? Message.of("schema.unknown", name, Schemas.names())
                        : Message.of("schema.similar", name, similar));
    }
}
