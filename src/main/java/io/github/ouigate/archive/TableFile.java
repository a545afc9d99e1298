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
import java.security.DigestInputStream;
import java.security.DigestOutputStream;

/** Writes or reads one file of an archive, and digests it on both sides of the compression. */
final class TableFile {
    private static final int LEVEL = 3;
    private static final int BUFFER = 1 << 17;

    private TableFile() {}

    /** A file that is being written. Its contents are known once it is closed. */
    static final class Writer extends OutputStream {
        private final FileDigest.Digest stored = new FileDigest.Digest();
        private final FileDigest.Digest content = new FileDigest.Digest();
        private final RowSetDigest.Digest records = new RowSetDigest.Digest();
        private final OutputStream file;
        private final OutputStream buffer;

        Writer(Path path) throws IOException {
            file = new DigestOutputStream(Disk.create(path), stored);
            ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(file, LEVEL);
            zstd.setChecksum(true);
            buffer = new BufferedOutputStream(new DigestOutputStream(zstd, content), BUFFER);
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
            try (file) { // on a full disk, the compressor leaves it open
                buffer.close();
            }
        }

        FileDigest stored() {
            return stored.result();
        }

        FileDigest content() {
            return content.result();
        }

        RowSetDigest records() {
            return records.records();
        }
    }

    /** A file that is being read. Its contents are known once it is at its end. */
    static final class Reader extends InputStream {
        private final FileDigest.Digest stored = new FileDigest.Digest();
        private final FileDigest.Digest content = new FileDigest.Digest();
        private final InputStream file;
        private final InputStream in;

        Reader(Path path) throws IOException {
            file = new DigestInputStream(Files.newInputStream(path), stored);
            InputStream zstd = new ZstdInputStreamNoFinalizer(new BufferedInputStream(file, BUFFER));
            in = new DigestInputStream(zstd, content);
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in.read(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        /** Returns what the file is; whatever stands behind the compressed content is read too. */
        FileDigest stored() throws IOException {
            file.transferTo(OutputStream.nullOutputStream());
            return stored.result();
        }

        FileDigest content() {
            return content.result();
        }
    }
}
