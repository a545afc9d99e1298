package io.github.ouigate.cli;

import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.status.History;
import io.github.ouigate.status.HistoryReader;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the runs that the ledger records, and which of them were restored. Writes nothing. */
@Command(name = "history", mixinStandardHelpOptions = true)
final class HistoryCommand extends DatabaseCommand {
    @Option(names = "--ledger-schema", descriptionKey = "help.history-ledger-schema", paramLabel = "NAME")
    private @Nullable String ledgerSchema;

    @Override
    public Integer call() throws SQLException {
        Console console = console();
        try (DatabaseSession opened = open("ouigate history")) {
            Ledger ledger = new Ledger(opened.dialect(), ledgerSchema);
            History history = new HistoryReader(opened.connection(), opened.dialect(), ledger).read();
            boolean shown = printResult(
                    () -> console.json().history(history), () -> console.text().history(history));
            ExitCode ending = history.isUnknown() ? ExitCode.REFUSED : ExitCode.DONE;
            return (shown ? ending : ExitCode.FAILED).code();
        }
    }
}
