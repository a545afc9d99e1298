package io.github.ouigate.cli;

import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.status.History;
import io.github.ouigate.status.HistoryReader;
import io.github.ouigate.status.LedgerStatus.Unread;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the runs recorded in the ledger, including restored ones. Writes nothing. */
@Command(name = "history", mixinStandardHelpOptions = true)
final class HistoryCommand extends DatabaseCommand {
    @Option(names = "--ledger-schema", descriptionKey = "help.history-ledger-schema", paramLabel = "NAME")
    private @Nullable String ledgerSchema;

    @Override
    public CommandResult execute() throws SQLException {
        Console console = console();
        try (DatabaseSession opened = open("ouigate history")) {
            Ledger ledger = new Ledger(opened.dialect(), ledgerSchema);
            History history = new HistoryReader(opened.connection(), opened.dialect(), ledger).read();
            return CommandResult.ofReading(ending(history), () -> console.text().history(history), () -> console.json()
                    .history(history));
        }
    }

    private static ExitCode ending(History history) {
        if (!history.isUnknown()) {
            return ExitCode.DONE;
        }
        return Unread.areOnlyLocked(history.unread()) ? ExitCode.BUSY : ExitCode.REFUSED;
    }
}
