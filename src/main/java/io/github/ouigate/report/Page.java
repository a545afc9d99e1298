package io.github.ouigate.report;

import io.github.ouigate.message.Message;
import io.github.ouigate.report.PageWriter.Mark;
import io.github.ouigate.report.PageWriter.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a page in the operator's language. A text is given by its key in the message bundles and its arguments. */
public final class Page {
    private final PageWriter writer;
    private final Messages messages;

    public Page(PageWriter writer, Messages messages) {
        this.writer = writer;
        this.messages = messages;
    }

    Messages messages() {
        return messages;
    }

    Page heading(String key, Object... arguments) {
        return heading(Emphasis.PLAIN, key, arguments);
    }

    Page heading(Emphasis emphasis, String key, Object... arguments) {
        writer.heading(emphasis, messages.text(key, arguments));
        return this;
    }

    Page gap() {
        writer.gap();
        return this;
    }

    void line(String key, Object... arguments) {
        line(Emphasis.PLAIN, key, arguments);
    }

    void line(Emphasis emphasis, String key, Object... arguments) {
        writer.line(emphasis, messages.text(key, arguments));
    }

    /** Writes a value as a line of its own. */
    void value(Object value) {
        writer.line(Emphasis.PLAIN, messages.value(value));
    }

    /** Writes what to do next. */
    void next(Message message) {
        writer.line(Emphasis.PLAIN, "→ " + messages.text(message));
    }

    Page paragraph(Message message) {
        return paragraph(message.key(), message.arguments().toArray());
    }

    Page paragraph(String key, Object... arguments) {
        return paragraph(Emphasis.PLAIN, key, arguments);
    }

    Page paragraph(Emphasis emphasis, String key, Object... arguments) {
        writer.paragraph(emphasis, messages.text(key, arguments));
        return this;
    }

    void finding(Mark mark, Message message) {
        finding(mark, messages.text(message), List.of(), null);
    }

    /** Writes a finding whose texts are in the operator's language already. */
    void finding(Mark mark, String text, List<String> details, @Nullable String remedy) {
        writer.finding(mark, text, details, remedy);
    }

    void keyValues(KeyValues keyValues) {
        writer.keyValues(keyValues.list());
    }

    void table(List<Row> rows) {
        writer.table(rows);
    }

    void command(String text) {
        writer.command(text);
    }

    void chart(MonthChart chart) {
        writer.chart(chart);
    }
}
