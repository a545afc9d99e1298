package io.github.ouigate.archive;

import io.github.ouigate.io.Sha256;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * Some rows as CSV, whatever their order: how many, and the sum of their digests. No accident makes other rows have the
 * same.
 */
public record RowSetDigest(long count, BigInteger sum) {
    private static final int DIGEST_BYTES = 32;
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    public static final RowSetDigest NONE = new RowSetDigest(0, BigInteger.ZERO);

    /** Returns rows that a manifest tells of. */
    public static RowSetDigest of(long count, String digest) {
        return new RowSetDigest(count, new BigInteger(digest, 16));
    }

    /** Returns these rows and those. */
    public RowSetDigest plus(RowSetDigest others) {
        return new RowSetDigest(count + others.count, sum.add(others.sum).mod(MODULUS));
    }

    /** Returns the sum in hexadecimal. */
    public String digest() {
        return "%064x".formatted(sum);
    }

    /** Takes in CSV: a line feed outside quotes ends a record, and the first record is the header, which is no row. */
    public static final class Digest extends OutputStream {
        private final MessageDigest sha256 = Sha256.begin();
        private final byte[] row = new byte[DIGEST_BYTES];
        private final ByteBuffer words = ByteBuffer.wrap(row);

        /** The sum, its lowest 64 bits first: as a number, it would be made anew for each row. */
        private final long[] sum = new long[DIGEST_BYTES / Long.BYTES];

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
                    quoted = !quoted; // a quote within a value is written twice, and so changes nothing
                } else if (buffer[i] == '\n' && !quoted) {
                    sha256.update(buffer, start, i + 1 - start);
                    finish();
                    start = i + 1;
                }
            }
            sha256.update(buffer, start, end - start);
        }

        private void finish() {
            try {
                int unused = sha256.digest(row, 0, DIGEST_BYTES);
            } catch (DigestException e) {
                throw new IllegalStateException(e); // the row is as long as a digest
            }
            if (!header) {
                count++;
                add();
            }
            header = false;
        }

        private void add() {
            long carry = 0;
            for (int i = 0; i < sum.length; i++) {
                long word = words.getLong(DIGEST_BYTES - (i + 1) * Long.BYTES);
                long added = sum[i] + word;
                long overflow = Long.compareUnsigned(added, word) < 0 ? 1 : 0;
                sum[i] = added + carry;
                carry = overflow + (carry == 1 && sum[i] == 0 ? 1 : 0);
            }
        }

        /** Returns the rows that were taken in so far, as far as they have ended. */
        public RowSetDigest records() {
            ByteBuffer number = ByteBuffer.allocate(DIGEST_BYTES);
            for (int i = sum.length - 1; i >= 0; i--) {
                number.putLong(sum[i]);
            }
            return new RowSetDigest(count, new BigInteger(1, number.array()));
        }
    }
}
