package io.github.ouigate.report;

import java.util.List;

/** Lines of text under headings, names and numbers in columns. */
final class Page {
    /** A row of a table: a name, a number that is set to the right, and a remark. */
    record Row(String name, String number, String remark) {}

    private static final String INDENT = "  ";
    private static final int WIDTH = 100;

    private final StringBuilder text = new StringBuilder();
    private final Style style;

    Page(Style style) {
        this.style = style;
    }

    Page heading(String heading) {
        if (text.length() > 0) {
            text.append('\n');
        }
        text.append(style.bold(heading)).append('\n');
        return this;
    }

    Page line(String line) {
        text.append(INDENT).append(line).append('\n');
        return this;
    }

    /** Adds a line that is broken where it would be too long to read, and goes on a little further in. */
    Page item(String line) {
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
        return line(part.toString());
    }

    /** Adds facts as {@code name  value}, the values in one column. */
    Page facts(List<String[]> facts) {
        int width = facts.stream().mapToInt(fact -> fact[0].length()).max().orElse(0);
        for (String[] fact : facts) {
            line(pad(fact[0], width) + INDENT + fact[1]);
        }
        return this;
    }

    Page table(List<Row> rows) {
        if (rows.isEmpty()) {
            line("–");
        }
        int names = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        int numbers = rows.stream().mapToInt(row -> row.number().length()).max().orElse(0);
        for (Row row : rows) {
            String number = " ".repeat(numbers - row.number().length()) + row.number();
            line((pad(row.name(), names) + INDENT + number + INDENT + row.remark()).stripTrailing());
        }
        return this;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
