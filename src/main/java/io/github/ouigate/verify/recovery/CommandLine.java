package io.github.ouigate.verify.recovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command of ouigate without the connection and the confirmation.
 *
 * @param newDirectory a directory that has to be created first
 * @param options the options, each with its value if it has one
 */
public record CommandLine(Optional<Path> newDirectory, String command, List<List<String>> options) {
    public CommandLine {
        options = options.stream().map(List::copyOf).toList();
    }

    /** Collects options. */
    static final class Options {
        private final List<List<String>> list = new ArrayList<>();

        Options add(String name, Object value) {
            list.add(List.of(name, value.toString()));
            return this;
        }

        Options addAll(String name, Iterable<?> values) {
            values.forEach(value -> add(name, value));
            return this;
        }

        Options addFlag(String name, boolean given) {
            if (given) {
                list.add(List.of(name));
            }
            return this;
        }

        Options addIf(boolean given, String name, Object value) {
            return given ? add(name, value) : this;
        }

        List<List<String>> list() {
            return list;
        }
    }
}
