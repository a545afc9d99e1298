package io.github.ouigate.cli.option;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for the expected digest of a file that others may have edited. */
public final class ExpectedDigest {
    private static final Pattern FORM = Pattern.compile("(?:sha256:)?[0-9a-f]{64}");

    @Option(names = "--expect-digest", descriptionKey = "help.expect-digest", paramLabel = "SHA256")
    private @Nullable String digest;

    /**
     * Returns the digest as {@code sha256:…}.
     *
     * @param of the option that names the file
     * @param named whether that option is given
     */
    public Optional<String> of(String of, boolean named) {
        if (digest == null) {
            return Optional.empty();
        }
        String text = digest.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(text).matches()) {
            throw new UsageException(Message.of("digest.form", digest));
        }
        if (!named) {
            throw new UsageException(Message.of("digest.of-nothing", of));
        }
        return Optional.of(text.startsWith("sha256:") ? text : "sha256:" + text);
    }
}
