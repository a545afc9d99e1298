package io.github.ouigate.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads resources from the program's jar. */
public final class Resources {
    private Resources() {}

    /**
     * Returns the text of a resource, read as UTF-8.
     *
     * @param owner the class whose package contains the resource
     * @param name the file name; absolute in the jar if it begins with a slash
     * @throws IllegalStateException if the jar has no such resource
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
