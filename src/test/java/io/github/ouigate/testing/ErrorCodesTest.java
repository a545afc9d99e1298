package io.github.ouigate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorCodesTest {
    /** Where an exception or an outcome gets the key of its message. */
    private static final Pattern ERROR = Pattern.compile(
            "(?:Exception|\\bbecause|\\bclosed|\\b(?:RolledBack|Refused|Declined|Busy|Unknown))\\(\\s*(?:Message\\.of\\(\\s*)?"
                    + "\"([a-z][A-Za-z.-]*[A-Za-z])\"");

    /** A message that only wraps those of hazards. */
    private static final String FRAME = "refused.hazards";

    @Test
    void areThoseOfTheSources() throws IOException {
        Set<String> wanted = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                ERROR.matcher(Files.readString(file)).results().forEach(found -> wanted.add(found.group(1)));
            }
        }
        wanted.remove(FRAME);

        assertThat(wanted).hasSizeGreaterThan(100);
        assertThat(ErrorCodes.keys().values()).containsAll(wanted);
    }
}
