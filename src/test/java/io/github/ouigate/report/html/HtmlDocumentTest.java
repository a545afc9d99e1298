package io.github.ouigate.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.report.Emphasis;
import io.github.ouigate.report.Messages;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HtmlDocumentTest {
    private final HtmlDocument document = new HtmlDocument(new Messages(Locale.ENGLISH));

    @ParameterizedTest
    @EnumSource(value = Emphasis.class, mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
    void emphasizedTextHasAColour(Emphasis emphasis) {
        document.writeParagraph(emphasis, "Text");

        String name = emphasis.name().toLowerCase(Locale.ROOT);
        assertThat(document.document("Plan", ""))
                .contains("<p class=\"" + name + "\">Text</p>", "." + name + " { color: var(--" + name + "); }")
                .containsPattern("--" + name + ": #[0-9a-f]{6}");
    }

    @Test
    void theStatementsOfARemedyAreElementsOfTheirOwn() {
        document.finding(
                Emphasis.WARNING, "In the way.", List.of(), "Run:\n  DROP INDEX a;\n  SELECT '<';\nThen plan again.");

        assertThat(document.document("Plan", "")).contains("""
                        <div class="remedy">
                        <p>→ Run:</p>
                        <pre><code>DROP INDEX a;
                        SELECT &#39;&lt;&#39;;</code></pre>
                        <p>Then plan again.</p>
                        </div>
                        """);
    }
}
