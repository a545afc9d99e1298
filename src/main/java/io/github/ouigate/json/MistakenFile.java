package io.github.ouigate.json;

import io.github.ouigate.message.Message;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognizes a file that was given with the option for another kind of file. */
public final class MistakenFile {
    /** The kind of a changelog, which is no document. */
    public static final String CHANGELOG = "changelog";

    /** The messages for the kinds that an option takes. */
    private static final Map<String, String> MESSAGES = Map.of(
            "plan",
            "mistaken-file.plan",
            "receipt",
            "mistaken-file.receipt",
            "restore",
            "mistaken-file.restore",
            "archive",
            "mistaken-file.archive",
            CHANGELOG,
            "mistaken-file.changelog");

    private static final Pattern ROOT = Pattern.compile("^\\s*[\"']?databaseChangeLog[\"']?\\s*:", Pattern.MULTILINE);

    private MistakenFile() {}

    /**
     * Returns what a file is and which option takes it.
     *
     * @param file the file, for people
     * @return empty if it is of the {@code expected} kind, or of none that an option takes
     */
    public static Optional<Message> find(Object file, String text, String expected) {
        Optional<String> changelog = ROOT.matcher(text).find() ? Optional.of(CHANGELOG) : Optional.empty();
        return Documents.kindOf(text)
                .or(() -> changelog)
                .filter(kind -> !kind.equals(expected))
                .flatMap(kind -> Optional.ofNullable(MESSAGES.get(kind)))
                .map(key -> Message.of(key, file));
    }
}
