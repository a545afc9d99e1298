package io.github.ouigate.cli;

import io.github.ouigate.app.OutputFile;
import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.ReadOnly;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.draft.DraftTable;
import io.github.ouigate.job.draft.DraftText;
import io.github.ouigate.job.draft.Drafter;
import io.github.ouigate.job.draft.JobDraft;
import io.github.ouigate.job.draft.TableFinder;
import io.github.ouigate.job.lint.JobReader;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.check.ConditionCheck;
import io.github.ouigate.report.Messages;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a job file for some tables from the catalogs. Writes nothing to the database. */
@Command(name = "init", mixinStandardHelpOptions = true)
final class InitCommand extends DatabaseCommand {
    /** A table and the condition on its rows. */
    static final class Requested {
        @Option(names = "--table", descriptionKey = "help.table", paramLabel = "NAME", required = true)
        private String table = "";

        private @Nullable String where;
        private boolean whereFirst;

        @Option(names = "--where", descriptionKey = "help.where", paramLabel = "CONDITION")
        void where(@Nullable String given) {
            where = given;
            whereFirst = given != null && table.isEmpty();
        }
    }

    @ArgGroup(exclusive = false, multiplicity = "1..*")
    private List<Requested> requested = new ArrayList<>(); // picocli adds to it

    @Option(names = "--with-children", descriptionKey = "help.with-children")
    private boolean withChildren;

    @Option(names = "--tag", descriptionKey = "help.init-tag", paramLabel = "TAG")
    private @Nullable String tag;

    @Option(names = "--output", descriptionKey = "help.output", paramLabel = "FILE")
    private @Nullable Path output;

    @Option(names = "--overwrite", descriptionKey = "help.overwrite")
    private boolean overwrite;

    /** A draft, with its job unless other tables prevent it. */
    private record Drafted(JobDraft draft, Optional<Job> job) {}

    @Override
    public CommandResult execute() throws SQLException {
        if (tag != null && !JobReader.isTag(tag)) {
            throw new UsageException(Message.of("tag.invalid", tag));
        }
        if (output != null) {
            checkWritable(output);
        }
        for (Requested one : requested) {
            if (one.whereFirst && one.where != null) {
                throw new UsageException(Message.of("draft.where-first", one.where));
            }
        }
        Drafted drafted;
        try (DatabaseSession session = open("ouigate init")) {
            Dialect dialect = session.dialect();
            Connection connection = session.connection();
            drafted = ReadOnly.in(connection, dialect, () -> draft(dialect, connection));
        }
        Optional<OutputFile> file = drafted.job().map(job -> new OutputFile(Path.of(job.changelog())));
        file.ifPresent(to -> to.write(drafted.job().orElseThrow().content()));
        Console console = console();
        return CommandResult.ofReading(
                        file.isPresent() ? ExitCode.DONE : ExitCode.REFUSED,
                        () -> console.text().draft(drafted.draft(), file.isPresent()),
                        () -> console.json().draft(drafted.draft(), file.map(OutputFile::path)))
                .writing(file.map(to -> "\n" + console.text().note(Message.of("draft.written", to.path()))).stream()
                        .toList())
                .with(file.map(to -> console.text().nextCommand(nextCommand(to.path()))).stream()
                        .toList());
    }

    private Drafted draft(Dialect dialect, Connection connection) throws SQLException {
        Tables tables = dialect.tables(connection);
        Map<TableName, Condition> conditions = new LinkedHashMap<>();
        for (Requested one : requested) {
            TableName table = new TableFinder(tables).find(one.table);
            if (conditions.putIfAbsent(table, new Condition(one.where)) != null) {
                throw new UsageException(Message.of("draft.twice", table));
            }
        }
        TableName first = conditions.keySet().iterator().next();
        Path file = output == null ? Path.of(DraftText.plainName(first.name()) + ".yaml") : output;
        String name = DraftText.plainName(String.valueOf(file.getFileName()).replaceAll("(?i)\\.ya?ml$", ""));
        checkWritable(file);
        ConditionCheck check = new ConditionCheck(connection, dialect, Set.of(), Set.of());
        for (Map.Entry<TableName, Condition> given : conditions.entrySet()) {
            requireValid(check, given.getKey(), given.getValue());
        }
        JobDraft draft = new Drafter(tables, dialect.deleteEffects(connection)).draft(conditions);
        if (!withChildren && !draft.dependents().isEmpty()) {
            return new Drafted(draft, Optional.empty());
        }
        for (DraftTable table : draft.dependents()) {
            requireValid(check, table.table(), table.where());
        }
        Job job = new DraftText(draft, tag == null ? name + "-purge" : tag, name)
                .job(
                        context().directory().resolve(file).toString(),
                        Messages.shellWord(file.toString()),
                        Messages.shellWord(file.resolveSibling(DraftText.SCHEMA).toString()),
                        dialect.liquibaseNames(connection));
        return new Drafted(draft, Optional.of(job));
    }

    /**
     * Refuses a condition that no plan would accept. A function in it can be allowed for each plan; its order among the
     * deletes is left to the plan.
     */
    private static void requireValid(ConditionCheck check, TableName table, Condition condition) throws SQLException {
        List<Hazard> blocks = check.check(Map.of(table, condition)).blocking().stream()
                .filter(hazard -> hazard.code() != Hazard.Code.CONDITION_FUNCTION)
                .toList();
        if (!blocks.isEmpty()) {
            throw new RefusedException(Hazard.refusal(blocks));
        }
    }

    private void checkWritable(Path path) {
        OutputFile file = new OutputFile(context().directory().resolve(path));
        if (file.exists() && !overwrite) {
            throw new UsageException(Message.of("draft.exists", path));
        }
        file.checkWritable();
    }

    private List<String> nextCommand(Path file) {
        List<String> words = new ArrayList<>(List.of("ouigate", "plan"));
        words.addAll(connectionWords());
        Path directory = context().directory();
        Path shown = file.startsWith(directory) ? directory.relativize(file) : file;
        words.addAll(List.of("--changelog", shown.toString()));
        return words;
    }
}
