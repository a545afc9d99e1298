package io.github.ouigate.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.report.Emphasis;
import io.github.ouigate.report.Messages;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HtmlDocumentTest {
    private final HtmlDocument document = new HtmlDocument(new Messages(Locale.ENGLISH));

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
