package io.github.ouigate.io;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The one digest that ouigate uses. */
public final class Sha256 {
    private Sha256() {}

    /** Returns {@code sha256:} and the digest of {@code text} as UTF-8, in hexadecimal. */
    public static String of(String text) {
        return text(begin().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Begins a digest of bytes that come piece by piece. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    /** Returns {@code sha256:} and a digest in hexadecimal. */
    public static String text(byte[] digest) {
        return "sha256:" + HexFormat.of().formatHex(digest);
    }
}
