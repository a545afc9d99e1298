package io.github.ouigate.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Markdown table with names in the first column and numbers in the others. */
final class MarkdownTable {
    private final List<String> lines = new ArrayList<>();

    MarkdownTable(String... titles) {
        add((Object[]) titles);
        add(Stream.concat(Stream.of("---"), Stream.generate(() -> "--:").limit(titles.length - 1))
                .toArray());
    }

    /** Adds a row. */
    void add(Object... cells) {
        lines.add(Arrays.stream(cells).map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |")));
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
