package io.github.ouigate.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the files that the program carries in its jar. */
public final class Resources {
    private Resources() {}

    /**
     * Returns the text of a resource.
     *
     * @param owner the class that it stands beside
     * @param name of the file; from the root of the jar if it begins with a slash
     */
    public static String text(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
