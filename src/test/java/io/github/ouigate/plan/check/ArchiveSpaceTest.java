package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** A plan estimates the size of an archive, and a run does not begin with less space. */
@ParameterizedClass
@EveryPostgres
class ArchiveSpaceTest {
    /** The estimate for 21,000 short rows. */
    private static final int ESTIMATED_MEGABYTES = 2;

    private final PurgedShop purged;

    @TempDir
    private Path directory;

    ArchiveSpaceTest(int version) {
        purged = new PurgedShop(version);
    }

    @Test
    @Tag("slow")
    void estimateIsAnUpperBoundForALargeArchive() throws IOException {
        assertThat(purged.hazards()).noneMatch(hazard -> hazard.contains("ARCHIVE"));
        purged.shop().fill(1_000, 20_000);

        long estimated =
                megabytes(purged.hazard(Code.ARCHIVE_VOLUME).path("message").asText());
        Result applied = purged.apply("--archive", directory.toString());

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(estimated).isEqualTo(ESTIMATED_MEGABYTES);
        assertThat(bytesIn(directory)).isBetween(estimated * 100_000, estimated * 1_000_000);
    }

    @Test
    void refusesWithTooLittleSpaceBeforeLocking() throws Exception {
        purged.shop().fill(1_000, 20_000);

        try (SmallDisk disk = new SmallDisk(directory, 1_000)) {
            assertThat(purged.hazards("--archive", "" + disk.path())).contains("BLOCK ARCHIVE_SPACE");
            assertThat(purged.hazard(Code.ARCHIVE_SPACE, "--archive", "" + disk.path())
                            .path("message")
                            .asText())
                    .contains("up to " + ESTIMATED_MEGABYTES + " MB", "" + directory, "has 1 MB free");
            Applying.isRefused("ARCHIVE_SPACE", purged.shop(), "--archive", "" + disk.path());
        }
    }

    @Test
    void warnsWithLessThanTwiceTheSpace() throws Exception {
        purged.shop().fill(1_000, 20_000);

        try (SmallDisk disk = new SmallDisk(directory, ESTIMATED_MEGABYTES * 1_000)) {
            assertThat(purged.hazards("--archive", "" + disk.path())).contains("WARN ARCHIVE_SPACE");
        }
    }

    /** A table that was never analysed holds at most its size. */
    @Test
    void usesTheTableSizeWithoutStatistics() throws Exception {
        purged.execute(
                "ALTER TABLE messages SET (autovacuum_enabled = false)",
                "INSERT INTO messages SELECT gen_random_uuid(), (SELECT id FROM message_threads LIMIT 1), NULL,"
                        + " (SELECT string_agg(md5(random()::text || n || m), '') FROM generate_series(1, 1000) m), now()"
                        + " FROM generate_series(1, 100) n");

        try (SmallDisk disk = new SmallDisk(directory, 1_000)) {
            assertThat(purged.hazards("--archive", "" + disk.path())).contains("BLOCK ARCHIVE_SPACE");
        }
    }

    /** Space of rows deleted earlier is not counted. */
    @Test
    void ignoresDeletedRows() throws Exception {
        purged.shop().fill(1_000, 20_000);
        purged.execute("DELETE FROM messages WHERE content NOT LIKE 'Message 1'", "ANALYZE messages");

        try (SmallDisk disk = new SmallDisk(directory, 1_000)) {
            assertThat(purged.hazards("--archive", "" + disk.path()))
                    .noneMatch(hazard -> hazard.contains("ARCHIVE_SPACE"));
        }
    }

    private static long megabytes(String message) {
        Matcher matcher = Pattern.compile("up to (\\d+) MB").matcher(message);
        assertThat(matcher.find()).as(message).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private static long bytesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
