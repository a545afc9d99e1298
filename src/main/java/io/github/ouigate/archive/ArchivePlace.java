package io.github.ouigate.archive;

import io.github.ouigate.io.Disk;
import io.github.ouigate.io.Sha256;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.OuigateException;
import io.github.ouigate.message.UsageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The location of a run's archive: a directory named after the tag, with a temporary name until it is complete.
 *
 * @param parent the directory given by the operator
 * @param directory the directory of the complete archive
 * @param unfinished the temporary directory
 */
public record ArchivePlace(Path parent, Path directory, Path unfinished) {
    private static final int LONGEST_NAME = 150;

    /** Returns the place of a run's archive in {@code parent}. */
    public static ArchivePlace in(Path parent, String tag, RunId runId) {
        String name = fileName(tag);
        return new ArchivePlace(
                parent, parent.resolve(name), parent.resolve("." + name + "." + runId.value() + ".partial"));
    }

    /**
     * Checks that an archive can be written, before a database is connected.
     *
     * @throws UsageException if the directory does not exist or is not writable
     * @throws OuigateException if this machine cannot write archives
     */
    public void check() {
        Disk.requireWritable(parent, "archive.no-directory");
        ArchiveTrial.run(this);
    }

    /** Returns whether a file with the name of the archive's directory exists. */
    public boolean isTaken() {
        return Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns a file name for {@code text} that is valid on any platform; different texts get different names. */
    public static String fileName(String text) {
        StringBuilder name = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) Byte.toUnsignedInt(b);
            boolean word = c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '-');
            boolean plain = word || (c == '.' && !name.isEmpty());
            name.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        if (name.length() <= LONGEST_NAME) {
            return name.toString();
        }
        String digest = Sha256.of(text);
        return name.substring(0, LONGEST_NAME - 20) + "~" + digest.substring(digest.length() - 16);
    }
}
