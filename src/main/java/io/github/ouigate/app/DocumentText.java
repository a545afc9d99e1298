package io.github.ouigate.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the text of a file that a command names. */
public final class DocumentText {
    /** Many times what a plan or a receipt of hundreds of tables takes; whatever is longer is none. */
    private static final int LONGEST = 1 << 26;

    private DocumentText() {}

    /**
     * Returns the text.
     *
     * @throws CharacterCodingException if it is no text in UTF-8, or far too long
     * @throws IOException if the file cannot be read
     */
    public static String of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST);
            if (in.read() >= 0) {
                throw new MalformedInputException(LONGEST);
            }
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
    }

    /** Returns why a file could not be read or written. */
    public static String reason(Exception e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
