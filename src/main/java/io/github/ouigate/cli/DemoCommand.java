package io.github.ouigate.cli;

import io.github.ouigate.app.Purge;
import io.github.ouigate.app.PurgeRequest;
import io.github.ouigate.cli.option.ConnectionOptions;
import io.github.ouigate.cli.option.JobOptions;
import io.github.ouigate.cli.option.RunOptions;
import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.db.url.DatabaseUrl;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Job;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.run.liquibase.LiquibaseUpdater;
import io.github.ouigate.run.outcome.Ending;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Runs a purge on a small shop in memory: plan, gate, run, receipt, and a second run that does nothing. */
@Command(name = "demo", mixinStandardHelpOptions = true)
final class DemoCommand implements Subcommand {
    private static final String SHOP = "jdbc:h2:mem:shop";

    @ParentCommand
    private Ouigate root;

    @Mixin
    private JobOptions jobOptions = new JobOptions();

    @Override
    public CommandResult execute() throws Exception {
        ProcessContext context = root.context();
        Console console = root.console();
        Job job = jobOptions.read(context, Optional.empty());
        ConnectionSettings shop = DatabaseUrl.parse(SHOP);
        // The database exists as long as a connection is open.
        try (DatabaseSession owner = ConnectionOptions.open(shop, "ouigate demo", context, console)) {
            LiquibaseUpdater.deploy(owner.connection(), Changelog.bundled("changelogs/demo-shop.yaml"));
            console.info(console.text().note(Message.of("demo.intro")) + "\n");
            PurgeRequest request =
                    PurgeRequest.of(job, new RunOptions().request(context, Guards.NONE, jobOptions.given()));
            return purgeTwice(shop, request, console);
        }
    }

    /** Purges twice, and prints the first receipt before the second run. */
    private CommandResult purgeTwice(ConnectionSettings shop, PurgeRequest request, Console console)
            throws SQLException {
        Receipt receipt = new Purge(root.appContext(shop), request, console.words()).execute();
        String first = "\n" + console.text().receipt(receipt);
        if (receipt.ending() != Ending.COMMITTED) {
            return result(receipt, first, console);
        }
        console.printResult(first);
        console.info("\n" + console.text().note(Message.of("demo.again")) + "\n");
        Receipt second = new Purge(root.appContext(shop), request, console.words()).execute();
        return result(second, console.text().receipt(second), console)
                .with(List.of("\n" + console.text().note(Message.of("demo.end"))));
    }

    private static CommandResult result(Receipt receipt, String text, Console console) {
        return CommandResult.ofRun(
                receipt.ending(), () -> text, () -> console.json().receipt(receipt));
    }
}
