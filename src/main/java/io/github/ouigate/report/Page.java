package io.github.ouigate.report;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LedgerNote;
import io.github.ouigate.message.Message;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A page in the operator's language. Its parts are written in reading order. A text is given by its key in the message
 * bundles and its arguments; a subclass renders it. The texts contain no markup.
 */
public abstract class Page {
    private static final Pattern NUMBER = Pattern.compile("^\\d{1,18}(?= )");

    protected final Messages messages;

    protected Page(Messages messages) {
        this.messages = messages;
    }

    /** A name and its value. */
    public record KeyValue(String name, Emphasis emphasis, String value) {}

    /** A row of a table: a name, a right-aligned number and a remark. */
    public record Row(String name, String number, String remark) {}

    protected abstract void writeHeading(Emphasis emphasis, String text);

    /** Starts a section that has no heading. */
    protected abstract void gap();

    /** Writes lines that only a terminal wraps. */
    protected abstract void writeLine(Emphasis emphasis, String text);

    protected abstract void writeParagraph(Emphasis emphasis, String text);

    /**
     * Writes an item of a list of findings. Its texts are in the operator's language already.
     *
     * @param details further paragraphs
     * @param remedy what to do about it; null where it is not to be written
     */
    protected abstract void finding(Emphasis mark, String text, List<String> details, @Nullable String remedy);

    protected abstract void writeKeyValues(List<KeyValue> keyValues);

    protected abstract void table(List<Row> rows);

    /** Writes a command, never wrapped. */
    protected void command(String text) {
        writeLine(Emphasis.PLAIN, text);
    }

    /** Writes commands, each apart from the next. */
    protected void commands(List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            if (i > 0) {
                gap();
            }
            command(texts.get(i));
        }
    }

    /** Writes a chart, or its numbers where charts cannot be drawn. */
    protected void chart(MonthChart chart) {
        table(chart.rows());
    }

    Page heading(String key, Object... arguments) {
        return heading(Emphasis.PLAIN, key, arguments);
    }

    Page heading(Emphasis emphasis, String key, Object... arguments) {
        writeHeading(emphasis, messages.text(key, arguments));
        return this;
    }

    void line(String key, Object... arguments) {
        line(Emphasis.PLAIN, key, arguments);
    }

    void line(Emphasis emphasis, String key, Object... arguments) {
        writeLine(emphasis, messages.text(key, arguments));
    }

    /** Writes a next step. */
    void next(Message message) {
        writeParagraph(Emphasis.PLAIN, "→ " + messages.text(message));
    }

    /** Writes why a command ended without its result, and what to do about it. */
    void problem(Message reason) {
        paragraph(reason);
        Problem.of(reason).remedies().forEach(this::next);
    }

    void paragraph(Message message) {
        writeParagraph(Emphasis.PLAIN, messages.text(message));
    }

    Page paragraph(String key, Object... arguments) {
        return paragraph(Emphasis.PLAIN, key, arguments);
    }

    Page paragraph(Emphasis emphasis, String key, Object... arguments) {
        writeParagraph(emphasis, messages.text(key, arguments));
        return this;
    }

    void finding(Emphasis mark, Message message) {
        finding(mark, List.of(message));
    }

    /** Writes an item of a list of findings, with the remedies of its messages. */
    void finding(Emphasis mark, List<Message> said) {
        List<String> texts = said.stream().map(messages::text).toList();
        String remedy = Problem.remedies(said).stream().map(messages::text).collect(Collectors.joining(" "));
        finding(mark, texts.get(0), texts.subList(1, texts.size()), remedy.isEmpty() ? null : remedy);
    }

    /** Returns a command with {@code --expect-database}, which is refused on any other database. */
    static String expecting(DatabaseIdentity database, String command) {
        String expected = command + " \\\n  --expect-database " + Messages.shellWord(database.name());
        return database.environment() == null
                ? expected
                : expected + " \\\n  --environment " + Messages.shellWord(database.environment());
    }

    /** Writes the section about the document that the page of a receipt is made from. */
    void receiptDocument(SavedDocument document) {
        heading("page.check")
                .paragraph("page.check.document", document.file())
                .keyValues(new KeyValues(messages).add("fact.digest", document.digest()));
    }

    void keyValues(KeyValues keyValues) {
        writeKeyValues(keyValues.list());
    }

    /** Describes the run that wrote a row of the ledger. */
    void ledgerEntry(LedgerEntry entry) {
        line("plan.applied", Messages.time(entry));
        entry.note()
                .ifPresentOrElse(
                        this::applied,
                        () -> line(entry.executionType().equals("MARK_RAN") ? "applied.marked" : "applied.elsewhere"));
    }

    /** Writes who applied a job, and how many rows it deleted. */
    void applied(LedgerNote note) {
        line("applied.by", note.runId().value(), note.operator(), counts(note.deletions()));
        if (!note.changes().isEmpty()) {
            line("applied.changed", counts(note.changes()));
        }
    }

    /** Returns the row counts of a note, such as {@code 1000 public.messages}, with formatted numbers. */
    List<String> counts(List<String> rows) {
        return rows.stream()
                .map(text -> NUMBER.matcher(text).replaceFirst(count -> messages.number(Long.parseLong(count.group()))))
                .toList();
    }
}
