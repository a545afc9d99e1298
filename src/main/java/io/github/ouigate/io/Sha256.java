package io.github.ouigate.io;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests of texts and bytes. */
public final class Sha256 {
    private Sha256() {}

    /** Returns {@code sha256:} and the hexadecimal digest of {@code text}, encoded as UTF-8. */
    public static String of(String text) {
        return text(bytes(text));
    }

    /** Returns the hexadecimal digest of {@code text}, encoded as UTF-8. */
    public static String hex(String text) {
        return HexFormat.of().formatHex(bytes(text));
    }

    private static byte[] bytes(String text) {
        return begin().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Starts a digest of a stream of bytes. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    /** Returns {@code sha256:} and {@code digest} in hexadecimal. */
    public static String text(byte[] digest) {
        return "sha256:" + HexFormat.of().formatHex(digest);
    }
}
