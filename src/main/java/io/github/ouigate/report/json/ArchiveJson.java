package io.github.ouigate.report.json;

import io.github.ouigate.archive.Archive;

/** Where an archive is, and how large. */
record ArchiveJson(String directory, long rows, long bytes, String digest) {
    static ArchiveJson of(Archive archive) {
        return new ArchiveJson(archive.directory().toString(), archive.rows(), archive.bytes(), archive.digest());
    }
}
