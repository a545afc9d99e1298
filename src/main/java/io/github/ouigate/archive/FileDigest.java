package io.github.ouigate.archive;

import io.github.ouigate.io.Sha256;
import java.security.MessageDigest;

/**
 * The size and the digest of a stream of bytes.
 *
 * @param bytes how many
 * @param sha256 their digest, {@code sha256:} and hexadecimal
 */
public record FileDigest(long bytes, String sha256) {
    /** SHA-256 that also counts the bytes. */
    static final class Digest extends MessageDigest {
        private final MessageDigest sha256 = Sha256.begin();
        private long bytes;

        Digest() {
            super("SHA-256");
        }

        @Override
        protected void engineUpdate(byte b) {
            engineUpdate(new byte[] {b}, 0, 1);
        }

        @Override
        protected void engineUpdate(byte[] buffer, int offset, int length) {
            sha256.update(buffer, offset, length);
            bytes += length;
        }

        @Override
        protected byte[] engineDigest() {
            return sha256.digest();
        }

        @Override
        protected void engineReset() {
            sha256.reset();
            bytes = 0;
        }

        /** Returns what has been digested. To be called once. */
        FileDigest result() {
            return new FileDigest(bytes, Sha256.text(digest()));
        }
    }
}
