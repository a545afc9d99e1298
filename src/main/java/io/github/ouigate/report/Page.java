package io.github.ouigate.report;

import io.github.ouigate.report.html.PageHtml;
import io.github.ouigate.report.text.PageText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page says, piece by piece, whatever it is shown on: {@link PageText} makes a terminal's text of it, {@link
 * PageHtml} a document. No text in it is marked up.
 */
public final class Page {
    /** A piece of a page. */
    public sealed interface Piece {}

    public record Heading(Emphasis tone, String text) implements Piece {}

    /** Parts what comes from what was, without a heading. */
    public record Gap() implements Piece {}

    /** A line that is shown as it is, because there may be something in it to copy. */
    public record Line(Emphasis tone, String text) implements Piece {}

    /** A paragraph. */
    public record Item(Emphasis tone, String text) implements Piece {}

    /**
     * Something that was found.
     *
     * @param details paragraphs about it
     * @param remedy what to do about it, shown as it is; null where there is nothing to do
     */
    public record Finding(
            Mark mark,
            String text,
            List<String> details,
            @Nullable String remedy) implements Piece {}

    /** What to do next, shown as it is. */
    public record Next(String text) implements Piece {}

    public record KeyValues(List<Fact> facts) implements Piece {}

    public record Table(List<Row> rows) implements Piece {}

    /** A command line, shown as it is. */
    public record Command(String text) implements Piece {}

    public record Chart(MonthChart chart) implements Piece {}

    /** A name and a value. */
    public record Fact(String name, Emphasis tone, String value) {}

    /** A row of a table: a name, a number that is set to the right, and a remark. */
    public record Row(String name, String number, String remark) {}

    /** What stands before a finding. */
    public enum Mark {
        GOOD("✓", Emphasis.GOOD),
        WARNING("!", Emphasis.WARNING),
        BAD("✗", Emphasis.BAD),
        NOTE("·", Emphasis.PLAIN);

        public final String sign;
        public final Emphasis tone;

        Mark(String sign, Emphasis tone) {
            this.sign = sign;
            this.tone = tone;
        }
    }

    private final List<Piece> pieces = new ArrayList<>();

    public List<Piece> pieces() {
        return List.copyOf(pieces);
    }

    private Page add(Piece piece) {
        pieces.add(piece);
        return this;
    }

    Page heading(String text) {
        return heading(Emphasis.PLAIN, text);
    }

    Page heading(Emphasis tone, String text) {
        return add(new Heading(tone, text));
    }

    Page gap() {
        return add(new Gap());
    }

    Page line(String text) {
        return line(Emphasis.PLAIN, text);
    }

    Page line(Emphasis tone, String text) {
        return add(new Line(tone, text));
    }

    Page item(String text) {
        return item(Emphasis.PLAIN, text);
    }

    Page item(Emphasis tone, String text) {
        return add(new Item(tone, text));
    }

    Page finding(Mark mark, String text) {
        return finding(mark, text, List.of(), null);
    }

    Page finding(Mark mark, String text, List<String> details, @Nullable String remedy) {
        return add(new Finding(mark, text, List.copyOf(details), remedy));
    }

    Page next(String text) {
        return add(new Next(text));
    }

    Page facts(List<Fact> facts) {
        return add(new KeyValues(List.copyOf(facts)));
    }

    Page table(List<Row> rows) {
        return add(new Table(List.copyOf(rows)));
    }

    Page command(String text) {
        return add(new Command(text));
    }

    Page chart(MonthChart chart) {
        return add(new Chart(chart));
    }
}
