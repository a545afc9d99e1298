package io.github.ouigate.guides;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between the documents of the project lead to a file that is there, and to a heading in it. */
class GuideLinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?<path>[^)#\\s]*)(#(?<heading>[^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*)$", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("^```.*?^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @Test
    void leadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Guide> documents = new ArrayList<>(Guide.all());
        documents.add(new Guide(Path.of(".github/CONTRIBUTING.md")));
        documents.add(new Guide(Path.of(".github/SECURITY.md")));

        for (Guide document : documents) {
            Matcher link = LINK.matcher(prose(document.file()));
            while (link.find()) {
                if (!link.group("path").contains("://") && !leads(document.file(), link)) {
                    broken.add(document.file() + ": " + link.group());
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void reachEveryGuideFromReadme() throws IOException {
        Set<Path> reached = Stream.of("README.md", "src/site/markdown/index.md", "src/site/markdown/fr/index.md")
                .map(Path::of)
                .flatMap(file -> LINK.matcher(prose(file)).results().map(link -> file.toAbsolutePath()
                        .resolveSibling(link.group(1))
                        .normalize()))
                .collect(Collectors.toSet());

        assertThat(reached)
                .containsAll(Guide.all().stream()
                        .map(guide -> guide.file().toAbsolutePath())
                        .filter(file -> !file.endsWith("README.md") && !file.endsWith("index.md"))
                        .toList());
    }

    private static boolean leads(Path from, Matcher link) {
        String path = link.group("path");
        Path to = path.isEmpty()
                ? from
                : from.toAbsolutePath().resolveSibling(path).normalize();
        if (!Files.exists(to)) {
            return false;
        }
        String heading = link.group("heading");
        return heading == null
                || HEADING.matcher(prose(to)).results().anyMatch(found -> anchor(found.group(1))
                        .equals(heading));
    }

    private static String prose(Path file) {
        return CODE.matcher(new Guide(file).text()).replaceAll("");
    }

    /** Returns the anchor that a heading gets. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .strip()
                .replace(' ', '-');
    }
}
