package io.github.ouigate.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.report.Emphasis;
import io.github.ouigate.report.Messages;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TextPageTest {
    private static final String STATEMENT = "ALTER TABLE public.messages ADD CONSTRAINT messages_thread_id_fkey "
            + "FOREIGN KEY (thread_id) REFERENCES public.message_threads (id) ON DELETE RESTRICT;";

    private final TextPage page = new TextPage(new Messages(Locale.ENGLISH), new Style(false), OptionalInt.empty());

    @Test
    void aStatementOfARemedyStandsOnALineOfItsOwn() {
        page.finding(
                Emphasis.WARNING,
                "Something is in the way.",
                List.of(),
                "Before the run:\n  DROP INDEX a;\n  DROP INDEX b;\nAfter the run:\n  " + STATEMENT);

        assertThat(page.text().lines())
                .endsWith(
                        "    → Before the run:",
                        "        DROP INDEX a;",
                        "        DROP INDEX b;",
                        "      After the run:",
                        "        " + STATEMENT);
    }

    @Test
    void theProseOfARemedyIsWrapped() {
        page.finding(Emphasis.WARNING, "Something is in the way.", List.of(), "Find out why. ".repeat(20));

        assertThat(page.text().lines()).allMatch(line -> line.length() <= 104).hasSizeGreaterThan(2);
    }

    @Test
    void aParagraphKeepsAStatementApart() {
        page.writeParagraph(Emphasis.PLAIN, "The rows stay:\n  " + STATEMENT);

        assertThat(page.text()).isEqualTo("  The rows stay:\n      " + STATEMENT + "\n");
    }
}
