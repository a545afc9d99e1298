package io.github.ouigate.report.html;

import io.github.ouigate.io.Resources;
import io.github.ouigate.report.Emphasis;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.MonthChart;
import io.github.ouigate.report.Page;
import io.github.ouigate.report.TextLine;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Renders a page as a self-contained HTML document that is also well-formed XML. It uses no scripts, other files or
 * network access. The first heading is its title.
 */
final class HtmlDocument extends Page {
    private static final String STYLE = Resources.text(HtmlDocument.class, "page.css");

    /** The number of characters above which the remark of a row gets lines of its own. */
    private static final int LONG = 40;

    private final StringBuilder body = new StringBuilder();
    private @Nullable String title;
    private boolean sectionIsOpen;
    private boolean listIsOpen;

    HtmlDocument(Messages messages) {
        super(messages);
    }

    /**
     * Returns the document.
     *
     * @param kind the kind of page, shown above its title
     * @param made when it was made, shown in the footer
     */
    String document(String kind, String made) {
        endSection();
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8"/>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                <p class="kind"><b>ouigate</b> %s</p>
                %s</main>
                <footer>%s</footer>
                </body>
                </html>
                """.formatted(
                        messages.locale().getLanguage(),
                        Html.escaped(title == null ? kind : title),
                        STYLE,
                        Html.escaped(kind),
                        body,
                        Html.escaped(made));
    }

    @Override
    protected void writeHeading(Emphasis emphasis, String text) {
        String name = sectionIsOpen ? "h2" : "h1";
        if (title == null) {
            title = text;
        }
        gap();
        element(name, emphasis, text);
    }

    @Override
    protected void gap() {
        endSection();
        body.append("<section>\n");
        sectionIsOpen = true;
    }

    @Override
    protected void writeLine(Emphasis emphasis, String text) {
        writeParagraph(emphasis, text);
    }

    @Override
    protected void writeParagraph(Emphasis emphasis, String text) {
        endList();
        paragraph(emphasis, text);
    }

    @Override
    protected void finding(Emphasis mark, String text, List<String> details, @Nullable String remedy) {
        if (!listIsOpen) {
            body.append("<ul>\n");
            listIsOpen = true;
        }
        body.append("<li").append(cssClass(mark)).append("><span class=\"mark\">");
        body.append(mark.sign).append("</span>\n");
        paragraph(Emphasis.PLAIN, text);
        details.forEach(detail -> element("p", Emphasis.PLAIN, detail));
        if (remedy != null) {
            body.append("<div class=\"remedy\">\n");
            paragraph(Emphasis.PLAIN, "→ " + remedy);
            body.append("</div>\n");
        }
        body.append("</li>\n");
    }

    @Override
    protected void writeKeyValues(List<KeyValue> keyValues) {
        endList();
        body.append("<dl>\n");
        for (KeyValue keyValue : keyValues) {
            body.append("<div>");
            element("dt", Emphasis.PLAIN, keyValue.name());
            element("dd", keyValue.emphasis(), keyValue.value());
            body.append("</div>\n");
        }
        body.append("</dl>\n");
    }

    @Override
    protected void table(List<Row> rows) {
        endList();
        if (rows.isEmpty()) {
            element("p", Emphasis.PLAIN, "–");
            return;
        }
        boolean remarks = rows.stream().anyMatch(row -> !row.remark().isEmpty());
        boolean longRemarks = rows.stream().anyMatch(row -> row.remark().length() > LONG);
        body.append(longRemarks ? "<table class=\"long\">" : "<table>").append("\n<tbody>\n");
        for (Row row : rows) {
            body.append("<tr><th scope=\"row\">")
                    .append(Html.text(row.name()))
                    .append("</th><td class=\"number\">")
                    .append(Html.text(row.number()))
                    .append(remarks ? "</td><td>" + Html.text(row.remark()) : "")
                    .append("</td></tr>\n");
        }
        body.append("</tbody>\n</table>\n");
    }

    @Override
    protected void command(String text) {
        endList();
        copied(text);
    }

    @Override
    protected void commands(List<String> texts) {
        texts.forEach(this::command);
    }

    @Override
    protected void chart(MonthChart chart) {
        endList();
        body.append("<figure>\n<figcaption>")
                .append(Html.text(chart.caption() + " " + chart.description()))
                .append("</figcaption>\n");
        body.append(MonthChartSvg.of(chart));
        body.append("<details><summary>").append(Html.text(chart.figures())).append("</summary>\n");
        table(chart.rows());
        body.append("</details>\n</figure>\n");
    }

    private void endSection() {
        endList();
        if (sectionIsOpen) {
            body.append("</section>\n");
        }
    }

    private void endList() {
        if (listIsOpen) {
            body.append("</ul>\n");
            listIsOpen = false;
        }
    }

    /** Appends prose, and what is to be copied, each in an element of its own. */
    private void paragraph(Emphasis emphasis, String text) {
        for (TextLine line : TextLine.of(text)) {
            if (line.isCopied()) {
                copied(line.text());
            } else {
                element("p", emphasis, line.text());
            }
        }
    }

    private void copied(String text) {
        body.append("<pre><code>").append(Html.text(text)).append("</code></pre>\n");
    }

    private void element(String name, Emphasis emphasis, String text) {
        body.append('<').append(name).append(cssClass(emphasis)).append('>');
        body.append(Html.text(text)).append("</").append(name).append(">\n");
    }

    private static String cssClass(Emphasis emphasis) {
        return emphasis == Emphasis.PLAIN ? "" : " class=\"" + emphasis.name().toLowerCase(Locale.ROOT) + "\"";
    }
}
