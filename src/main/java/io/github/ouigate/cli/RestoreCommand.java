package io.github.ouigate.cli;

import io.github.ouigate.app.ExecutionRequest;
import io.github.ouigate.app.Restore;
import io.github.ouigate.app.RestoreRequest;
import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchiveReader;
import io.github.ouigate.cli.option.DatabaseGuardOptions;
import io.github.ouigate.cli.option.ExpectedDigest;
import io.github.ouigate.cli.option.GivenProperties;
import io.github.ouigate.cli.option.RunOptions;
import io.github.ouigate.cli.option.SessionOptions;
import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.plan.KeyMode;
import io.github.ouigate.plan.SkippedRows;
import io.github.ouigate.receipt.RestoreReceipt;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Restores the rows of an archive. */
@Command(name = "restore", mixinStandardHelpOptions = true)
final class RestoreCommand extends DatabaseCommand {
    private static final List<KeyMode> KEY_MODES = List.of(KeyMode.AUTO, KeyMode.CHECK_ONCE, KeyMode.AS_IS);

    @Mixin
    private RunOptions runOptions = new RunOptions();

    @Option(names = "--archive", descriptionKey = "help.restore-archive", paramLabel = "DIR", required = true)
    private Path archive = Path.of("");

    @Option(names = "--tag", descriptionKey = "help.restore-tag", paramLabel = "TAG")
    private @Nullable String tag;

    @Option(names = "--receipt-dir", descriptionKey = "help.receipt-dir", paramLabel = "DIR")
    private @Nullable Path receipts;

    @Option(names = "--skip-orphans", descriptionKey = "help.skip-orphans")
    private boolean skipOrphans;

    @Option(names = "--skip-present", descriptionKey = "help.skip-present")
    private boolean skipPresent;

    @Option(names = "--keys", descriptionKey = "help.restore-keys", paramLabel = "WAY")
    private String keys = KeyMode.AUTO.toString();

    @Mixin
    private ExpectedDigest expected = new ExpectedDigest();

    @Option(names = "-D", descriptionKey = "help.confirmation", paramLabel = "NAME=VALUE")
    private List<String> properties = List.of();

    @Mixin
    private DatabaseGuardOptions guards = new DatabaseGuardOptions();

    @Option(names = "--allow-writes", descriptionKey = "help.allow-writes", paramLabel = "SCHEMA.TABLE")
    private Set<String> allowedWrites = Set.of();

    @Override
    public CommandResult execute() throws SQLException {
        ProcessContext context = context();
        Console console = console();
        KeyMode keyMode = KeyMode.of("--keys", keys, KEY_MODES);
        Optional<String> digest = expected.of("--archive", true);
        ArchiveReader reader = ArchiveReader.find(context.directory().resolve(archive), Optional.ofNullable(tag));
        Archive from = reader.archive(digest);
        ConnectionSettings settings =
                SessionOptions.forRestoring(settings(), from.manifest().settings());
        ExecutionRequest request = runOptions.request(
                context,
                guards.forRestoring(settings, keyMode, allowedWrites),
                GivenProperties.parse(properties).requireNoOthers());
        RestoreReceipt receipt = new Restore(
                        appContext(settings),
                        new RestoreRequest(
                                request,
                                from,
                                reader,
                                Optional.ofNullable(tag),
                                new SkippedRows.Allowed(skipOrphans, skipPresent),
                                context.resolve(receipts)),
                        console.words())
                .execute();
        return CommandResult.ofRun(
                receipt.ending(), () -> "\n" + console.text().restoreReceipt(receipt), () -> console.json()
                        .restoreReceipt(receipt));
    }
}
