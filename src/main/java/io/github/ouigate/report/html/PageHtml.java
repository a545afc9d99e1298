package io.github.ouigate.report.html;

import io.github.ouigate.report.Emphasis;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.MonthChart;
import io.github.ouigate.report.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A page as one document that needs nothing else: no script, no file, no network. It is well-formed XML as well. The first
 * heading is the page's title.
 */
public final class PageHtml {
    private static final String STYLE = style();

    private final StringBuilder html = new StringBuilder();
    private boolean sectionIsOpen;
    private boolean listIsOpen;

    private PageHtml() {}

    /**
     * Returns the document.
     *
     * @param kind what kind of page it is, above its title
     * @param made when it was made, below everything
     */
    static String of(Page page, Messages words, String kind, String made) {
        PageHtml document = new PageHtml();
        document.head(page, words, kind);
        page.pieces().forEach(document::add);
        document.endSection();
        document.html.append("</main>\n<footer>").append(Html.escaped(made)).append("</footer>\n</body>\n</html>\n");
        return document.html.toString();
    }

    private void head(Page page, Messages words, String kind) {
        String title = page.pieces().stream()
                .filter(Page.Heading.class::isInstance)
                .map(piece -> ((Page.Heading) piece).text())
                .findFirst()
                .orElse(kind);
        html.append("""
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
                """.formatted(words.locale().getLanguage(), Html.escaped(title), STYLE, Html.escaped(kind)));
    }

    private void add(Page.Piece piece) {
        if (!(piece instanceof Page.Finding)) {
            endList();
        }
        if (piece instanceof Page.Heading heading) {
            heading(heading);
        } else if (piece instanceof Page.Gap) {
            section();
        } else if (piece instanceof Page.Line line) {
            element("p", line.tone(), line.text());
        } else if (piece instanceof Page.Item item) {
            element("p", item.tone(), item.text());
        } else if (piece instanceof Page.Finding finding) {
            finding(finding);
        } else if (piece instanceof Page.Next next) {
            element("p", Emphasis.PLAIN, "→ " + next.text());
        } else if (piece instanceof Page.KeyValues facts) {
            facts(facts.facts());
        } else if (piece instanceof Page.Table table) {
            table(table.rows());
        } else if (piece instanceof Page.Command command) {
            html.append("<pre><code>").append(Html.escaped(command.text())).append("</code></pre>\n");
        } else if (piece instanceof Page.Chart chart) {
            chart(chart.chart());
        }
    }

    private void heading(Page.Heading heading) {
        boolean first = !sectionIsOpen;
        section();
        element(first ? "h1" : "h2", heading.tone(), heading.text());
    }

    private void section() {
        endSection();
        html.append("<section>\n");
        sectionIsOpen = true;
    }

    private void endSection() {
        endList();
        if (sectionIsOpen) {
            html.append("</section>\n");
        }
    }

    private void endList() {
        if (listIsOpen) {
            html.append("</ul>\n");
            listIsOpen = false;
        }
    }

    private void element(String name, Emphasis tone, String text) {
        html.append('<').append(name).append(tone(tone)).append('>');
        html.append(Html.escaped(text)).append("</").append(name).append(">\n");
    }

    private static String tone(Emphasis tone) {
        return tone == Emphasis.PLAIN ? "" : " class=\"" + tone.name().toLowerCase(Locale.ROOT) + "\"";
    }

    private void finding(Page.Finding finding) {
        if (!listIsOpen) {
            html.append("<ul>\n");
            listIsOpen = true;
        }
        html.append("<li").append(tone(finding.mark().tone)).append("><span class=\"mark\">");
        html.append(finding.mark().sign).append("</span>\n");
        element("p", Emphasis.PLAIN, finding.text());
        finding.details().forEach(detail -> element("p", Emphasis.PLAIN, detail));
        if (finding.remedy() != null) {
            html.append("<p class=\"remedy\">→ ")
                    .append(Html.escaped(finding.remedy()))
                    .append("</p>\n");
        }
        html.append("</li>\n");
    }

    private void facts(List<Page.Fact> facts) {
        html.append("<dl>\n");
        for (Page.Fact fact : facts) {
            html.append("<div>");
            element("dt", Emphasis.PLAIN, fact.name());
            element("dd", fact.tone(), fact.value());
            html.append("</div>\n");
        }
        html.append("</dl>\n");
    }

    private void table(List<Page.Row> rows) {
        if (rows.isEmpty()) {
            element("p", Emphasis.PLAIN, "–");
            return;
        }
        boolean remarks = rows.stream().anyMatch(row -> !row.remark().isEmpty());
        html.append("<table>\n<tbody>\n");
        for (Page.Row row : rows) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escaped(row.name()))
                    .append("</th><td class=\"number\">")
                    .append(Html.escaped(row.number()))
                    .append(remarks ? "</td><td>" + Html.escaped(row.remark()) : "")
                    .append("</td></tr>\n");
        }
        html.append("</tbody>\n</table>\n");
    }

    private void chart(MonthChart chart) {
        html.append("<figure>\n<figcaption>")
                .append(Html.escaped(chart.caption() + " " + chart.description()))
                .append("</figcaption>\n");
        html.append(MonthChartSvg.of(chart));
        html.append("<details><summary>").append(Html.escaped(chart.figures())).append("</summary>\n");
        table(chart.rows());
        html.append("</details>\n</figure>\n");
    }

    private static String style() {
        try (InputStream in = PageHtml.class.getResourceAsStream("page.css")) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: page.css");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
