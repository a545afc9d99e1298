package io.github.ouigate.report.text;

import io.github.ouigate.report.Page;
import java.util.List;

/** A page as a terminal shows it: lines under headings, names and numbers in columns. */
public final class PageText {
    private static final String INDENT = "  ";
    private static final int WIDTH = 100;

    private final StringBuilder text = new StringBuilder();
    private final Style style;

    private PageText(Style style) {
        this.style = style;
    }

    static String of(Page page, Style style) {
        PageText text = new PageText(style);
        page.pieces().forEach(text::add);
        return text.text.toString();
    }

    private void add(Page.Piece piece) {
        if (piece instanceof Page.Heading heading) {
            heading(heading);
        } else if (piece instanceof Page.Gap) {
            text.append('\n');
        } else if (piece instanceof Page.Line line) {
            line(style.paint(line.tone(), line.text()));
        } else if (piece instanceof Page.Item item) {
            item(style.paint(item.tone(), item.text()));
        } else if (piece instanceof Page.Finding finding) {
            finding(finding);
        } else if (piece instanceof Page.Next next) {
            line("→ " + next.text());
        } else if (piece instanceof Page.KeyValues facts) {
            facts(facts.facts());
        } else if (piece instanceof Page.Table table) {
            table(table.rows());
        } else if (piece instanceof Page.Command command) {
            line(command.text());
        } else if (piece instanceof Page.Chart chart) {
            table(chart.chart().rows());
        }
    }

    private void heading(Page.Heading heading) {
        if (text.length() > 0) {
            text.append('\n');
        }
        text.append(style.bold(style.paint(heading.tone(), heading.text()))).append('\n');
    }

    private void line(String line) {
        text.append(INDENT).append(line).append('\n');
    }

    /** Breaks a line where it would be too long to read, and goes on a little further in. */
    private void item(String line) {
        int indent = line.length() - line.stripLeading().length() + 2;
        StringBuilder part = new StringBuilder();
        for (String word : line.split("(?<=\\S)(?= )", -1)) {
            if (part.length() + word.length() > WIDTH) {
                line(part.toString());
                part = new StringBuilder(" ".repeat(indent)).append(word.stripLeading());
            } else {
                part.append(word);
            }
        }
        line(part.toString());
    }

    private void finding(Page.Finding finding) {
        item(style.paint(finding.mark().tone, finding.mark().sign) + " " + finding.text());
        finding.details().forEach(detail -> item("    " + detail));
        if (finding.remedy() != null) {
            line("  → " + finding.remedy());
        }
    }

    /** Writes {@code name  value}, the values in one column. */
    private void facts(List<Page.Fact> facts) {
        int width = facts.stream().mapToInt(fact -> fact.name().length()).max().orElse(0);
        for (Page.Fact fact : facts) {
            line(pad(fact.name(), width) + INDENT + style.paint(fact.tone(), fact.value()));
        }
    }

    private void table(List<Page.Row> rows) {
        if (rows.isEmpty()) {
            line("–");
        }
        int names = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        int numbers = rows.stream().mapToInt(row -> row.number().length()).max().orElse(0);
        for (Page.Row row : rows) {
            String number = " ".repeat(numbers - row.number().length()) + row.number();
            line((pad(row.name(), names) + INDENT + number + INDENT + row.remark()).stripTrailing());
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
