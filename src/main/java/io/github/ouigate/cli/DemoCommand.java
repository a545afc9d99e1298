package io.github.ouigate.cli;

import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.db.url.DatabaseUrl;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Job;
import io.github.ouigate.plan.Drift;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.run.liquibase.LiquibaseUpdater;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Tells the whole story on a small shop in memory: plan, gate, run, receipt, and a second run that does nothing. */
@Command(name = "demo", mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final String SHOP = "jdbc:h2:mem:shop";

    @ParentCommand
    private Ouigate root;

    @Mixin
    private JobOptions jobOptions = new JobOptions();

    @Override
    public Integer call() throws Exception {
        ProcessContext context = root.context();
        Console output = root.output();
        Optional<Job> job = jobOptions.read(context, output, Optional.empty());
        if (job.isEmpty()) {
            return ExitCode.REFUSED.code();
        }
        ConnectionSettings shop = DatabaseUrl.parse(SHOP);
        // The database lives as long as somebody is connected.
        try (ConnectionOptions.Opened owner = ConnectionOptions.open(shop, "ouigate demo", context, output)) {
            root.awaitLoading();
            LiquibaseUpdater.deploy(owner.connection(), Changelog.bundled("changelogs/demo-shop.yaml"));
            output.info(output.words().text("demo.intro") + "\n\n");
            Purge.Request request = new Purge.Request(
                    job.get(),
                    Optional.empty(),
                    Guards.NONE,
                    jobOptions.confirmations(context),
                    new RunOptions().settings(context, Drift.NONE),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    false,
                    root::awaitLoading,
                    dialect -> jobOptions.ledger(dialect, Optional.empty()));
            Purge purge = new Purge(context, output, request);
            return tell(purge, shop, output).code();
        }
    }

    private static ExitCode tell(Purge purge, ConnectionSettings shop, Console output) throws SQLException {
        Receipt receipt = purge.tell(shop);
        output.printResult("\n" + output.text().receipt(receipt));
        if (receipt.ending() == Receipt.Ending.COMMITTED) {
            output.info("\n" + output.words().text("demo.again") + "\n\n");
            output.printResult(output.text().receipt(purge.tell(shop)));
            output.info("\n" + output.words().text("demo.end") + "\n");
        }
        return ExitCode.of(receipt.ending());
    }
}
