package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.DocumentFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that belongs to another option is named for what it is, and a path that cannot be used with the reason. */
class MixedUpFilesTest {
    private static final Path DOCUMENTS =
            Path.of(DocumentFixtures.job()).resolve("../../postgresql").normalize();
    private static final String NO_SERVER = "postgresql://nobody@127.0.0.1:1/none";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plan --changelog   | plan.json             | is a plan.                  | Give it with --plan to apply",
                "plan --changelog   | receipt.json          | is the receipt of a run.    | Give it with --receipt to ver",
                "plan --changelog   | restore.json          | is the receipt of a restore.| with --receipt-dir to verify.",
                "plan --changelog   | archive/manifest.json | is the manifest of an archive. | with --archive to restore.",
                "apply --plan       | receipt.json          | is the receipt of a run.    | Give it with --receipt to ver",
                "apply --plan       | ../changelogs/support-threads.yaml | is a changelog. | Give it with --changelog.",
                "status --plan      | archive/manifest.json | is the manifest of an archive. | with --archive to restore.",
                "verify --receipt   | plan.json             | is a plan.                  | Give it with --plan to apply",
                "verify --receipt   | restore.json          | is the receipt of a restore.| with --receipt-dir to verify.",
                "verify --receipt   | ../changelogs/support-threads.yaml | is a changelog. | Give it with --changelog.",
                "restore --archive  | archive/manifest.json | is not a directory.         | Give the directory",
            })
    void saysWhatAFileIsAndWhichOptionTakesIt(String words, String name, String problem, String remedy)
            throws IOException {
        Path file = DOCUMENTS.resolve(name).normalize();
        String[] line = (words + " " + file + " --url " + NO_SERVER).split(" ");

        Result result = new CommandLineRun().run(line);

        assertThat(result.exitCode()).as(result.output()).isIn(2, 4);
        assertThat(result.err().lines().findFirst().orElseThrow()).endsWith(file + " " + problem);
        assertThat(result.err()).contains(remedy);
    }

    @ParameterizedTest
    @CsvSource({
        "plan --out, none/x.json, The directory DIR/none does not exist",
        "plan --html, none/x.html, The directory DIR/none does not exist",
        "init --table t --output, none/x.yaml, The directory DIR/none does not exist",
        "plan --out, file/x.json, DIR/file is not a directory",
        "plan --out, loop/x.json, DIR/loop cannot be read: Too many levels of symbolic links",
        "plan --out, deep, it is a directory",
        "plan --out, device, it is not a regular file",
    })
    void saysWhyAFileCannotBeWritten(String words, String name, String reason) throws IOException {
        Files.createFile(directory.resolve("file"));
        Files.createDirectory(directory.resolve("deep"));
        Files.createSymbolicLink(directory.resolve("device"), Path.of("/dev/null"));
        Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));

        Result result =
                new CommandLineRun().run((words + " " + directory.resolve(name) + " --url " + NO_SERVER).split(" "));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("Error: " + directory.resolve(name) + " cannot be written: "
                        + reason.replace("DIR", directory.toString()));
    }

    @ParameterizedTest
    @CsvSource({"apply --receipt-dir", "verify --receipt-dir", "plan --archive", "restore --archive"})
    void tellsAFileFromAMissingDirectory(String words) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        Result result = new CommandLineRun().run((words + " " + file + " --url " + NO_SERVER).split(" "));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.err()).startsWith("Error: " + file + " is not a directory.\n");
    }

    /** As for an archive without permission, which root always has. */
    @Test
    void doesNotTakeAnUnreadableArchiveForNone() throws IOException {
        Path manifest = directory.resolve("manifest.json");
        Files.createSymbolicLink(manifest, manifest);

        for (String given : new String[] {"", "--tag t"}) {
            Path of = given.isEmpty() ? directory : directory.getParent();
            String tag = given.isEmpty() ? "" : " --tag " + directory.getFileName();
            Result result =
                    new CommandLineRun().run(("restore --archive " + of + tag + " --url " + NO_SERVER).split(" "));

            assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
            assertThat(result.err()).startsWith("Error: " + manifest + " cannot be read: ");
        }
    }
}
