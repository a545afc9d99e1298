package io.github.ouigate.cli;

import io.github.ouigate.db.url.Target;
import io.github.ouigate.db.url.TargetUrl;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Job;
import io.github.ouigate.plan.Drift;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.run.liquibase.Changelogs;
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
        Surroundings surroundings = root.surroundings();
        Output output = root.output();
        Optional<Job> job = jobOptions.read(surroundings, output, Optional.empty());
        if (job.isEmpty()) {
            return ExitCode.REFUSED.code();
        }
        Target shop = TargetUrl.parse(SHOP);
        // The database lives as long as somebody is connected.
        try (ConnectionOptions.Opened owner = ConnectionOptions.open(shop, "ouigate demo", surroundings, output)) {
            root.awaitLoading();
            Changelogs.deploy(owner.connection(), Changelog.bundled("changelogs/demo-shop.yaml"));
            output.say(output.words().text("demo.intro") + "\n\n");
            Purge.Request request = new Purge.Request(
                    job.get(),
                    Optional.empty(),
                    Guards.NONE,
                    jobOptions.confirmations(surroundings),
                    new RunOptions().settings(surroundings, Drift.NONE),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    false,
                    root::awaitLoading,
                    dialect -> jobOptions.ledger(dialect, Optional.empty()));
            Purge purge = new Purge(surroundings, output, request);
            return tell(purge, shop, output).code();
        }
    }

    private static ExitCode tell(Purge purge, Target shop, Output output) throws SQLException {
        Receipt receipt = purge.tell(shop);
        output.result("\n" + output.text().receipt(receipt));
        if (receipt.ending() == Receipt.Ending.COMMITTED) {
            output.say("\n" + output.words().text("demo.again") + "\n\n");
            output.result(output.text().receipt(purge.tell(shop)));
            output.say("\n" + output.words().text("demo.end") + "\n");
        }
        return ExitCode.of(receipt.ending());
    }
}
