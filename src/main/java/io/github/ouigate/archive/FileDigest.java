package io.github.ouigate.archive;

import io.github.ouigate.io.Sha256;
import java.security.MessageDigest;

/**
 * What a stream of bytes was.
 *
 * @param bytes how many
 * @param sha256 their digest, {@code sha256:} and hexadecimal
 */
public record FileDigest(long bytes, String sha256) {
    /** Takes bytes in. */
    static final class Digest {
        private final MessageDigest sha256 = Sha256.begin();
        private long bytes;

        void add(byte[] buffer, int offset, int length) {
            sha256.update(buffer, offset, length);
            bytes += length;
        }

        /** Returns what has been taken in. To be called once. */
        FileDigest content() {
            return new FileDigest(bytes, Sha256.text(sha256.digest()));
        }
    }
}
