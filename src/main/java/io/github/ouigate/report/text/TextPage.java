package io.github.ouigate.report.text;

import io.github.ouigate.report.Emphasis;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.Page;
import io.github.ouigate.report.TextLine;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Renders a page for a terminal: lines under headings, names and numbers in columns. */
final class TextPage extends Page {
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();
    private final Style style;
    private final LineWrap wrap;

    /** The wrap of lines and columns: only a terminal has one, as lines elsewhere are searched. */
    private final LineWrap columns;

    TextPage(Messages messages, Style style, OptionalInt width) {
        super(messages);
        this.style = style;
        this.wrap = new LineWrap(width.orElse(INDENT.length() + LineWrap.DEFAULT_WIDTH));
        this.columns = new LineWrap(width.orElse(Integer.MAX_VALUE));
    }

    /** Returns the text written so far. */
    String text() {
        return text.toString();
    }

    @Override
    protected void writeHeading(Emphasis emphasis, String heading) {
        if (text.length() > 0) {
            text.append('\n');
        }
        text.append(style.bold(style.paint(emphasis, heading))).append('\n');
    }

    @Override
    protected void gap() {
        text.append('\n');
    }

    @Override
    protected void writeLine(Emphasis emphasis, String line) {
        line.lines().forEach(part -> text.append(columns.wrap(INDENT, INDENT + INDENT, style.paint(emphasis, part)))
                .append('\n'));
    }

    @Override
    protected void command(String command) {
        command.lines().forEach(this::line);
    }

    @Override
    protected void writeParagraph(Emphasis emphasis, String paragraph) {
        write("", emphasis, paragraph);
    }

    @Override
    protected void finding(Emphasis mark, String finding, List<String> details, @Nullable String remedy) {
        write("", Emphasis.PLAIN, style.paint(mark, mark.sign) + " " + finding);
        details.forEach(detail -> wrapped("    " + detail));
        if (remedy != null) {
            write(INDENT, Emphasis.PLAIN, "→ " + remedy);
        }
    }

    /** Writes prose, wrapped, and what is to be copied, each on lines of its own. */
    private void write(String indent, Emphasis emphasis, String content) {
        String further = "";
        for (TextLine line : TextLine.of(content)) {
            if (line.isCopied()) {
                line.text().lines().forEach(copied -> line(indent + INDENT + INDENT + copied));
            } else {
                wrapped(indent + further + style.paint(emphasis, line.text()));
            }
            further = INDENT;
        }
    }

    @Override
    protected void writeKeyValues(List<KeyValue> keyValues) {
        int width = keyValues.stream()
                .mapToInt(keyValue -> keyValue.name().length())
                .max()
                .orElse(0);
        for (KeyValue keyValue : keyValues) {
            columns(pad(keyValue.name(), width) + INDENT, style.paint(keyValue.emphasis(), keyValue.value()));
        }
    }

    @Override
    protected void table(List<Row> rows) {
        if (rows.isEmpty()) {
            line("–");
        }
        int names = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        int numbers = rows.stream().mapToInt(row -> row.number().length()).max().orElse(0);
        for (Row row : rows) {
            String number = " ".repeat(numbers - row.number().length()) + row.number();
            columns(pad(row.name(), names) + INDENT + number + INDENT, row.remark());
        }
    }

    private void line(String line) {
        text.append(INDENT).append(line).append('\n');
    }

    /** Wraps a line between words and indents its continuation. */
    private void wrapped(String line) {
        String stripped = line.stripLeading();
        String indent = INDENT + " ".repeat(line.length() - stripped.length());
        text.append(wrap.wrap(indent, indent + INDENT, stripped)).append('\n');
    }

    /** Writes a last column, wrapped, behind the others. */
    private void columns(String others, String last) {
        String first = INDENT + others;
        text.append(columns.wrap(first, " ".repeat(first.length()), last).stripTrailing())
                .append('\n');
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
