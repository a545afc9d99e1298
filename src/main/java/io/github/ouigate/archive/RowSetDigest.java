package io.github.ouigate.archive;

import io.github.ouigate.io.Sha256;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.MessageDigest;

/** A digest of CSV rows independent of their order: their number, and the sum of their digests modulo 2^256. */
public record RowSetDigest(long count, BigInteger sum) {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    public static final RowSetDigest NONE = new RowSetDigest(0, BigInteger.ZERO);

    /** Returns the digest with the values from a manifest. */
    public static RowSetDigest of(long count, String digest) {
        return new RowSetDigest(count, new BigInteger(digest, 16));
    }

    /** Returns the digest of the union of both sets of rows. */
    public RowSetDigest plus(RowSetDigest others) {
        return new RowSetDigest(count + others.count, sum.add(others.sum).mod(MODULUS));
    }

    /** Returns the sum in hexadecimal. */
    public String digest() {
        return "%064x".formatted(sum);
    }

    /** Digests CSV. A line feed outside quotes ends a record, and the first record is the header. */
    public static final class Digest extends OutputStream {
        private final MessageDigest sha256 = Sha256.begin();
        private BigInteger sum = BigInteger.ZERO;
        private long count;
        private boolean header = true;
        private boolean quoted;

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            int start = offset;
            int end = offset + length;
            for (int i = offset; i < end; i++) {
                if (buffer[i] == '"') {
                    quoted = !quoted; // an escaped quote toggles twice
                } else if (buffer[i] == '\n' && !quoted) {
                    sha256.update(buffer, start, i + 1 - start);
                    finish();
                    start = i + 1;
                }
            }
            sha256.update(buffer, start, end - start);
        }

        private void finish() {
            BigInteger digest = new BigInteger(1, sha256.digest());
            if (!header) {
                count++;
                sum = sum.add(digest);
            }
            header = false;
        }

        /** Returns the digest of the complete rows so far. */
        public RowSetDigest records() {
            return new RowSetDigest(count, sum.mod(MODULUS));
        }
    }
}
