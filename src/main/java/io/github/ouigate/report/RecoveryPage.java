package io.github.ouigate.report;

import io.github.ouigate.message.Message;
import io.github.ouigate.verify.recovery.CommandLine;
import io.github.ouigate.verify.recovery.KeptReceipts.Unreadable;
import io.github.ouigate.verify.recovery.KeptRun;
import io.github.ouigate.verify.recovery.Recovery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The page of a comparison of stored receipts with a ledger: each purge, then the commands that repeat the missing
 * ones.
 *
 * @param connection the connection options, as words
 */
public record RecoveryPage(Page page, List<String> connection) {
    public void write(Recovery recovery) {
        title(recovery);
        for (KeptRun run : recovery.runs()) {
            page.finding(run.isDifferent() ? Emphasis.BAD : Emphasis.GOOD, message(run));
        }
        for (Unreadable file : recovery.unreadable()) {
            page.finding(Emphasis.BAD, file.problem());
        }
        if (!recovery.otherDatabases().isEmpty()) {
            List<Path> others = recovery.otherDatabases();
            page.finding(Emphasis.PLAIN, Message.of("recovery.other-databases", others.size(), others));
        }
        page.gap();
        page.keyValues(new KeyValues(page.messages).database(recovery.database()));
        List<CommandLine> commands =
                recovery.runs().stream().flatMap(run -> run.command().stream()).toList();
        if (!commands.isEmpty()) {
            page.heading("recovery.commands");
        }
        page.commands(commands.stream()
                .map(command -> text(command, connection, " \\\n    "))
                .toList());
    }

    /** Returns the state of a purge in the database. */
    public static Message message(KeptRun run) {
        Object other = run.other().orElse("–");
        return Message.of("recovery." + run.state(), run.tag(), run.runId(), Messages.utc(run.startedAt()), other);
    }

    private void title(Recovery recovery) {
        long differences =
                (long) recovery.differences().size() + recovery.unreadable().size();
        if (differences > 0) {
            page.heading(Emphasis.BAD, "verify.differs", differences);
        } else {
            page.heading(Emphasis.GOOD, "recovery.verified");
        }
    }

    /** Returns a command in shell syntax, with {@code separator} before each option. */
    public static String text(CommandLine command, List<String> connection, String separator) {
        String first = command.newDirectory()
                .map(directory -> "mkdir -p " + Messages.shellWord(directory.toString()) + " &&" + separator)
                .orElse("");
        List<List<String>> options = new ArrayList<>();
        if (!connection.isEmpty()) {
            options.add(connection);
        }
        options.addAll(command.options());
        return first + "ouigate " + command.command()
                + options.stream()
                        .map(option -> option.stream().map(Messages::shellWord).collect(Collectors.joining(" ")))
                        .map(option -> separator + option)
                        .collect(Collectors.joining());
    }
}
