package io.github.ouigate.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders the parts of a page, which it receives in reading order. The texts contain no markup. */
public interface PageWriter {
    void heading(Emphasis emphasis, String text);

    /** Starts a section that has no heading. */
    void gap();

    /** Writes a line that is never wrapped, so that its text can be copied. */
    void line(Emphasis emphasis, String text);

    void paragraph(Emphasis emphasis, String text);

    /**
     * Writes an item of a list of findings.
     *
     * @param details further paragraphs
     * @param remedy what to do about it, never wrapped; null where there is nothing to do
     */
    void finding(Mark mark, String text, List<String> details, @Nullable String remedy);

    void keyValues(List<KeyValue> keyValues);

    void table(List<Row> rows);

    /** Writes a command, never wrapped. */
    void command(String text);

    void chart(MonthChart chart);

    /** A name and its value. */
    record KeyValue(String name, Emphasis emphasis, String value) {}

    /** A row of a table: a name, a right-aligned number and a remark. */
    record Row(String name, String number, String remark) {}

    /** The sign in front of a finding. */
    enum Mark {
        GOOD("✓", Emphasis.GOOD),
        WARNING("!", Emphasis.WARNING),
        BAD("✗", Emphasis.BAD),
        NOTE("·", Emphasis.PLAIN);

        public final String sign;
        public final Emphasis emphasis;

        Mark(String sign, Emphasis emphasis) {
            this.sign = sign;
            this.emphasis = emphasis;
        }
    }
}
