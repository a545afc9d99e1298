package io.github.ouigate.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.report.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Messages that the guides quote are those of the program, so that a search for one finds it. {@link GuidesIT} compares
 * the transcripts of the commands that it executes.
 */
class QuotedMessagesTest {
    /** The first column of a table of messages: a message, or a part of one. {@code …} stands for an argument. */
    private static final Pattern QUOTING_TABLE =
            Pattern.compile("^\\| (?:you see|vous voyez) \\|.*\\n\\|[-| ]*\\n((?:\\|.*\\n)+)", Pattern.MULTILINE);

    private static final Pattern QUOTED = Pattern.compile("^\\| `([^`]*)` \\|", Pattern.MULTILINE);

    /** A message in a transcript, with its continuation lines. */
    private static final Pattern PRINTED =
            Pattern.compile("^( *)(?:Error:|[✗✓→]) (.*(?:\\n\\1 +(?![✗✓→ ]).*)*)", Pattern.MULTILINE);

    private static final Pattern CODE_AFTER = Pattern.compile(" \\[[A-Z_]+\\]$");
    private static final Pattern FENCE = Pattern.compile("^```.*$", Pattern.MULTILINE);

    @Test
    void tablesQuoteMessages() throws IOException {
        List<String> unknown = new ArrayList<>();
        int found = 0;

        for (Guide guide : Guide.all()) {
            List<String> messages = messages(guide);
            for (String quotation : quotations(guide)) {
                found++;
                if (messages.stream().noneMatch(message -> message.contains(quotation))) {
                    unknown.add(guide.file() + ": " + quotation);
                }
            }
        }

        assertThat(unknown).isEmpty();
        assertThat(found).isPositive();
    }

    @Test
    void transcriptsThatAreNotExecutedHaveMessages() throws IOException {
        List<String> unknown = new ArrayList<>();
        int found = 0;

        for (Guide guide : Guide.all()) {
            Pattern message = anyOf(messages(guide));
            for (String printed : printed(guide)) {
                found++;
                if (!message.matcher(printed).matches()) {
                    unknown.add(guide.file() + ": " + printed);
                }
            }
        }

        assertThat(unknown).isEmpty();
        assertThat(found).isPositive();
    }

    /** {@link Walk} passes over a block without a language. */
    @Test
    void everyBlockHasALanguage() throws IOException {
        for (Guide guide : Guide.all()) {
            List<String> fences = FENCE.matcher(guide.text())
                    .results()
                    .map(fence -> fence.group())
                    .toList();

            for (int i = 0; i < fences.size(); i += 2) {
                assertThat(fences.get(i))
                        .as("%s, block %d", guide.file(), i / 2)
                        .isNotEqualTo("```");
            }
        }
    }

    private static List<String> messages(Guide guide) {
        Messages messages = new Messages(
                guide.file().getParent() != null && guide.file().getParent().endsWith("fr")
                        ? Locale.FRANCE
                        : Locale.ENGLISH);
        return messages.bundle().keySet().stream()
                .map(key -> MessagePattern.text(messages, key))
                .toList();
    }

    private static List<String> quotations(Guide guide) {
        return QUOTING_TABLE
                .matcher(guide.text())
                .results()
                .flatMap(table -> QUOTED.matcher(table.group(1)).results())
                .map(quoted -> quoted.group(1))
                .toList();
    }

    private static Stream<String> printedIn(Guide.Block block) {
        return PRINTED.matcher(block.text())
                .results()
                .map(message -> message.group(2).replaceAll("\\s+", " ").strip())
                .map(message -> CODE_AFTER.matcher(message).replaceFirst(""));
    }

    private static List<String> printed(Guide guide) {
        return guide.blocks().stream()
                .filter(block -> block.language().equals("text") && block.has("skip"))
                .flatMap(QuotedMessagesTest::printedIn)
                .toList();
    }

    private static Pattern anyOf(List<String> messages) {
        return Pattern.compile(messages.stream()
                .filter(message -> message.matches("(?s).*\\p{L}{3}.*"))
                .map(message -> Arrays.stream(message.split("…", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".+")))
                .collect(Collectors.joining("|")));
    }
}
