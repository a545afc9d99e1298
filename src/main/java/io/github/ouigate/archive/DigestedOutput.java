package io.github.ouigate.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts and digests what is written through it. */
final class DigestedOutput extends FilterOutputStream {
    private final Content.Digest digest = new Content.Digest();

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
    Content content() {
        return digest.content();
    }
}
