package io.github.ouigate.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts and digests what is written through it. */
final class DigestedOutput extends FilterOutputStream {
    private final FileDigest.Digest digest = new FileDigest.Digest();

    DigestedOutput(OutputStream next) {
        super(next);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        out.write(buffer, offset, length);
        digest.add(buffer, offset, length);
    }

    /** Returns what was written. */
    FileDigest content() {
        return digest.content();
    }
}
