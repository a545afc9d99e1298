package io.github.ouigate.guides;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The generated guides. */
final class References {
    private static final Path GUIDES = Path.of("src/site/markdown");

    private References() {}

    /** Returns the text of each page. */
    static Map<Path, String> pages() throws IOException {
        return Map.of(
                GUIDES.resolve("hazards.md"), new HazardReference().page(),
                GUIDES.resolve("options.md"), OptionReference.page(),
                GUIDES.resolve("json.md"), JsonReference.page());
    }

    /** Writes the pages. */
    public static void main(String[] args) throws IOException {
        for (Map.Entry<Path, String> page : pages().entrySet()) {
            Files.writeString(page.getKey(), page.getValue());
        }
    }
}
