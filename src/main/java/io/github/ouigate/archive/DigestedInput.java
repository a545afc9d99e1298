package io.github.ouigate.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts and digests what is read through it. */
final class DigestedInput extends FilterInputStream {
    private final FileDigest.Digest digest = new FileDigest.Digest();

    DigestedInput(InputStream source) {
        super(source);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            digest.add(buffer, offset, count);
        }
        return count;
    }

    /** Returns what was read. */
    FileDigest content() {
        return digest.content();
    }
}
