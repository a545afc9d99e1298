package io.github.ouigate.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.github.ouigate.io.Disk;
import io.github.ouigate.io.Sha256;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** Writes or reads one file of an archive and digests both its compressed and its decompressed content. */
final class TableFile {
    private static final int LEVEL = 3;
    private static final int BUFFER = 1 << 17;

    private TableFile() {}

    /** A file being written. Its digests can be taken once, after it is closed. */
    static final class Writer extends OutputStream {
        private final MessageDigest stored = Sha256.begin();
        private final MessageDigest content = Sha256.begin();
        private final RowSetDigest.Digest records = new RowSetDigest.Digest();
        private final OutputStream file;
        private final OutputStream buffer;
        private long contentBytes;

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
            contentBytes += length;
        }

        @Override
        public void close() throws IOException {
            try (file) { // on a full disk, the compressor does not close it
                buffer.close();
            }
        }

        String storedDigest() {
            return Sha256.text(stored.digest());
        }

        String contentDigest() {
            return Sha256.text(content.digest());
        }

        long contentBytes() {
            return contentBytes;
        }

        RowSetDigest records() {
            return records.records();
        }
    }

    /** A file being read. Its digests can be taken once, at its end. */
    static final class Reader extends FilterInputStream {
        private final MessageDigest stored = Sha256.begin();
        private final MessageDigest content = Sha256.begin();
        private final InputStream file;

        Reader(Path path) throws IOException {
            super(Files.newInputStream(path));
            file = new DigestInputStream(in, stored);
            InputStream zstd = new ZstdInputStreamNoFinalizer(new BufferedInputStream(file, BUFFER));
            in = new DigestInputStream(zstd, content);
        }

        /** Returns the digest of the file, including any bytes after the compressed content. */
        String storedDigest() throws IOException {
            file.transferTo(OutputStream.nullOutputStream());
            return Sha256.text(stored.digest());
        }

        String contentDigest() {
            return Sha256.text(content.digest());
        }
    }
}
