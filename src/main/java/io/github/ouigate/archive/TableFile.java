package io.github.ouigate.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.github.ouigate.io.Disk;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** One file of an archive, as it is written or read: digested on both sides of the compression. */
final class TableFile {
    private static final int LEVEL = 3;
    private static final int BUFFER = 1 << 17;

    private TableFile() {}

    /** A file that is being written. Its contents are known once it is closed. */
    static final class Writer extends OutputStream {
        private final DigestedOutput stored;
        private final DigestedOutput content;
        private final RowSetDigest.Digest records = new RowSetDigest.Digest();
        private final OutputStream buffer;

        Writer(Path file) throws IOException {
            stored = new DigestedOutput(Disk.create(file));
            ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(stored, LEVEL);
            zstd.setChecksum(true);
            content = new DigestedOutput(zstd);
            buffer = new BufferedOutputStream(content, BUFFER);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            buffer.write(bytes, offset, length);
            records.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            try (stored) { // on a full disk, the compressor leaves it open
                buffer.close();
            }
        }

        FileDigest stored() {
            return stored.content();
        }

        FileDigest content() {
            return content.content();
        }

        RowSetDigest records() {
            return records.records();
        }
    }

    /** A file that is being read. Its contents are known once it is at its end. */
    static final class Reader extends InputStream {
        private final DigestedInput stored;
        private final DigestedInput content;

        Reader(Path file) throws IOException {
            stored = new DigestedInput(Files.newInputStream(file));
            content = new DigestedInput(new ZstdInputStreamNoFinalizer(new BufferedInputStream(stored, BUFFER)));
        }

        @Override
        public int read() throws IOException {
            return content.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return content.read(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            content.close();
        }

        /** Returns what the file is; whatever stands behind the compressed content is read too. */
        FileDigest stored() throws IOException {
            stored.transferTo(OutputStream.nullOutputStream());
            return stored.content();
        }

        FileDigest content() {
            return content.content();
        }
    }
}
