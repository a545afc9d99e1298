package io.github.ouigate.job.draft;

import io.github.ouigate.db.LiquibaseNames;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.gate.Gate;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.lint.JobReader;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a draft as a job file that passes the lint. */
public final class DraftText {
    private static final String HEAD = """
            # yaml-language-server: $schema=job.schema.json
            # An editor finds the schema of the line above after:  ouigate schema job > %9$s
            # A job for ouigate: deletes rows of %1$s in one transaction.
            # Look at what it would do, nothing is changed:        ouigate plan --changelog %2$s
            databaseChangeLog:
              # The ledger (DATABASECHANGELOG) knows the job by this name, wherever the file lies. Keep it.
              - logicalFilePath: %3$s
              # Each run has a tag and is done at most once. For another run, give another --tag.
              - property:
                  name: tag
                  value: %4$s
              - changeSet:
                  # The tag is part of the id: without it, a run under another tag would pass for this one.
                  id: %5$s
                  author: ouigate
                  # Stock Liquibase skips the changeset unless this context is asked for.
                  contextFilter: "@manual"
                  labels: %6$s
                  # The gate: nothing is deleted unless the property "confirmation" is exactly OUI.
                  preConditions:
                    - onFail: HALT
                    - onError: HALT
                    - onSqlOutput: TEST
                    - changeLogPropertyDefined:
                        property: %7$s
                        value: %8$s
                  # In this order: rows that reference others go before them.
                  changes:
            """;

    private static final String TAIL = """
                    # Marks the run as done in the ledger, in the same transaction.
                    - tagDatabase:
                        tag: ${tag}
            """;

    /** The name of the schema beside the file, which the first line of the file refers to. */
    public static final String SCHEMA = "job.schema.json";

    /** The maximum length; with the additions, a tag has at most 100 characters and a file name fewer than 255. */
    private static final int LONGEST_NAME = 80;

    private final JobDraft draft;
    private final String tag;
    private final String name;

    /**
     * Prepares the text.
     *
     * @param tag the default of the property {@code tag}
     * @param name the file's name in the ledger without its extension: ASCII letters, digits, dots, underscores,
     *     hyphens
     */
    public DraftText(JobDraft draft, String tag, String name) {
        this.draft = draft;
        this.tag = tag;
        this.name = name;
    }

    /** Returns a form of a table or file name that is valid in file names and tags. */
    public static String plainName(String text) {
        String name = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9._-]+", "-")
                .replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
        return name.isEmpty() ? "job" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    /**
     * Returns the file's text as a job that has passed the lint.
     *
     * @param file the location of the file
     * @param shown the file as an argument of a command
     * @param schema the file {@link #SCHEMA} beside it as an argument of a command
     * @throws RefusedException if Liquibase cannot represent a name or a condition
     */
    public Job job(String file, String shown, String schema, LiquibaseNames names) throws SQLException {
        for (DraftTable table : draft.tables()) {
            check(table, names);
        }
        Changelog changelog = new Changelog(file, text(shown, schema));
        Job job = new JobReader().read(changelog, Map.of());
        if (!job.deletions().equals(deletions())) {
            throw new IllegalStateException("the file differs from the draft: " + job.deletions());
        }
        return job;
    }

    private static void check(DraftTable table, LiquibaseNames names) throws SQLException {
        String schema = table.table().schema();
        String name = table.table().name();
        if (!names.schema(schema).equals(Optional.of(schema))) {
            throw new RefusedException(Message.of("draft.name", schema));
        }
        if (!names.table(name).equals(Optional.of(name))) {
            throw new RefusedException(Message.of("draft.name", name));
        }
        for (String text : List.of(schema, name, String.valueOf(table.where().sql()))) {
            if (text.contains("${")) {
                throw new RefusedException(Message.of("draft.property", table.table(), text));
            }
        }
        if (table.where().sql() != null && table.where().sql().indexOf(';') >= 0) {
            throw new RefusedException(
                    Message.of("draft.semicolon", table.table(), table.where().sql()));
        }
    }

    private List<Deletion> deletions() {
        return draft.tables().stream()
                .map(table -> new Deletion(
                        table.table().schema(),
                        table.table().name(),
                        table.where().sql()))
                .toList();
    }

    private String text(String shown, String schema) {
        String tables =
                draft.tables().stream().map(table -> table.table().toString()).collect(Collectors.joining(", then "));
        StringBuilder text = new StringBuilder(HEAD.formatted(
                oneLine(tables),
                oneLine(shown),
                YamlText.scalar("changelogs/" + name + ".yaml"),
                YamlText.scalar(tag),
                "delete-" + name + "-${tag}",
                YamlText.scalar(name),
                Gate.PROPERTY,
                Gate.WORD,
                oneLine(schema)));
        draft.tables().forEach(table -> append(text, table));
        return text.append(TAIL).toString();
    }

    private void append(StringBuilder text, DraftTable table) {
        if (table.requested()) {
            comment(text, "Asked for" + (table.where().sql() == null ? ": every row." : ", with this condition."));
        }
        table.keys().forEach(key -> comment(text, "References " + key.to() + " by " + key(key) + "."));
        about(draft.changing(), table.table())
                .forEach(key -> comment(
                        text,
                        "Rows of " + key.from() + " stay and lose their reference to these rows: " + key(key) + "."));
        about(draft.selfReferences(), table.table())
                .forEach(key -> comment(text, "Its rows can reference rows of their own table: " + key(key) + "."));
        if (draft.cycle().contains(table.table())) {
            comment(text, "In a circle of references: " + circle() + ".");
        }
        long parts = draft.parts().stream()
                .filter(part -> part.root().equals(table.table()))
                .count();
        if (parts > 0) {
            comment(text, "Its partitions and the tables that inherit from it are included: " + parts + ".");
        }
        text.append("        - delete:\n            schemaName: ")
                .append(YamlText.scalar(table.table().schema()))
                .append("\n            tableName: ")
                .append(YamlText.scalar(table.table().name()))
                .append('\n');
        if (table.where().sql() != null) {
            text.append("            where: ")
                    .append(YamlText.block(table.where().sql(), 14))
                    .append('\n');
        }
    }

    private static List<ForeignKey> about(List<ForeignKey> keys, TableName table) {
        return keys.stream().filter(key -> key.to().equals(table)).toList();
    }

    private String circle() {
        return draft.cycle().stream().map(TableName::toString).collect(Collectors.joining(" → ")) + " → "
                + draft.cycle().get(0);
    }

    private static String key(ForeignKey key) {
        return key.name() + " (" + String.join(", ", key.columns()) + "), ON DELETE " + key.action();
    }

    private static void comment(StringBuilder text, String comment) {
        text.append("        # ").append(oneLine(comment)).append('\n');
    }

    /** Replaces control characters and line breaks in a name, which would end a comment. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }
}
