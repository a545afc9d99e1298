package io.github.ouigate.job.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ouigate.io.Sha256;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.job.Fault;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.UnsafeJobException;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobReaderTest {
    private static final Changelog BUNDLED = Changelog.bundled("changelogs/support-threads.yaml");
    private static final String GOOD = BUNDLED.content();
    private static final String LONGEST_TAG = "T" + "9".repeat(99);

    private final JobReader reader = new JobReader();
    private final Path directory;

    JobReaderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void readsTheBundledJob() {
        Job job = reader.read(BUNDLED, Map.of());

        assertThat(job)
                .isEqualTo(new Job(
                        "jar:changelogs/support-threads.yaml",
                        GOOD,
                        "changelogs/support-threads.yaml",
                        "delete-all-support-threads-support-threads-purge",
                        "ouigate",
                        "support-threads-purge",
                        Sha256.of(GOOD),
                        Map.of("tag", "support-threads-purge"),
                        List.of(new Deletion(null, "messages", null), new Deletion(null, "message_threads", null)),
                        List.of(22, 24)));
    }

    /** The YAML parser would take hours for a line of that length. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesAFileThatIsTooBigBeforeItIsParsed() {
        assertThat(fault(GOOD + "# " + "x".repeat(20_000_000))).isEqualTo("1 job.too-big");
        assertThat(job(GOOD + "# " + "x".repeat(900_000), Map.of()).tag()).isEqualTo("support-threads-purge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11", "a", "0", "release_1.2-rc.3", "T999"})
    void prefersTheGivenTag(String tag) {
        Job job = job(GOOD, Map.of("tag", tag));

        assertThat(job.tag()).isEqualTo(tag);
        assertThat(job.changeSet()).isEqualTo("delete-all-support-threads-" + tag);
        assertThat(job.properties()).isEqualTo(Map.of("tag", tag));
    }

    @Test
    void acceptsATagOfAHundredCharacters() {
        assertThat(job(GOOD, Map.of("tag", LONGEST_TAG)).tag()).isEqualTo(LONGEST_TAG);
    }

    @Test
    void expandsProperties() {
        String content = GOOD.replace("- changeSet:", """
                        - property: { name: schema, value: shop }
                          - property: { name: before, value: "date of ${schema}" }
                          - changeSet:""").replace("tableName: messages\n", """
                        tableName: messages
                                    schemaName: ${schema}
                                    where: created_at < '${before}' and content <> '$$'
                        """);

        assertThat(job(content, Map.of()).deletions())
                .startsWith(new Deletion("shop", "messages", "created_at < 'date of shop' and content <> '$$'"));
        assertThat(job(content, Map.of("schema", "test")).deletions())
                .startsWith(new Deletion("test", "messages", "created_at < 'date of test' and content <> '$$'"));
        assertThat(job(content, Map.of("before", "2026-11-23")).deletions())
                .startsWith(new Deletion("shop", "messages", "created_at < '2026-11-23' and content <> '$$'"));
    }

    /** Liquibase expands inside out, and once more; no expansion may produce an expression. */
    @ParameterizedTest
    @ValueSource(strings = {"$${p}-${tag}", "${${tag}}", "${tag}${tag${p}", "${p}${tag}${", "${ tag }${tag}"})
    void refusesAnExpressionComposedOfProperties(String id) {
        String content = GOOD.replace("- changeSet:", """
                        - property: { name: p, value: "{tag}" }
                          - property: { name: support-threads-purge, value: fixed }
                          - changeSet:""")
                .replace("id: delete-all-support-threads-${tag}", "id: \"" + id + "\"");

        assertThat(fault(content)).isEqualTo("11 job.property-undefined");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = LintCorpus.ACCEPTED + """
            onFail: HALT     | onFail: !!str HALT
            databaseChangeLog: | %YAML 1.1¶---¶databaseChangeLog:
            """)
    void readsWhatMeansTheSame(String from, String to) {
        String content = GOOD.replace(from, to.replace("¶", "\n"));
        assertThat(content).isNotEqualTo(GOOD);

        Job job = job(content, Map.of());

        assertThat(job.deletions()).isEqualTo(job(GOOD, Map.of()).deletions());
        assertThat(job.checksum()).isNotEqualTo(Sha256.of(GOOD));
    }

    @Test
    void resolvesAliases() {
        String content = GOOD.replace("onFail: HALT", "onFail: &halt HALT").replace("onError: HALT", "onError: *halt");

        assertThat(job(content, Map.of()).changeSet())
                .isEqualTo(job(GOOD, Map.of()).changeSet());
        assertThat(fault(content.replace("&halt HALT", "&halt WARN").replace("onError: *halt", "onError: HALT")))
                .isEqualTo("14 job.gate-option");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            databaseChangeLog: | databaseChangeLog: [                 | 4
            author: ouigate    | author: "ouigate                     | 11
            author: ouigate    | ¶\tauthor: ouigate                   | 11
            author: ouigate    | author: *nobody                      | 10
            author: ouigate    | author: a: b                         | 10
            - tagDatabase:     | - tagDatabase¶---¶another: document¶ | 26
            """)
    void namesTheLineThatIsNotYaml(String from, String to, int line) {
        String content = GOOD.replace(from, to.replace("¶", "\n"));

        assertThat(fault(content)).isEqualTo(line + " job.not-yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing\n"})
    void refusesAnEmptyFile(String content) {
        assertThat(fault(content)).isEqualTo("1 job.empty");
    }

    @ParameterizedTest
    @CsvSource({
        "author: ouigate, author: \u00e9, 10",
        "databaseChangeLog:, \u00e9databaseChangeLog:, 3",
        "# Deletes, \u00e9# Deletes, 1"
    })
    void namesTheLineThatIsNotUtf8(String from, String to, int line) throws IOException {
        Path file = directory.resolve("job.yaml");
        Files.writeString(file, GOOD.replace(from, to), StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> reader.read(Changelog.read(file), Map.of()))
                .isInstanceOfSatisfying(UnsafeJobException.class, unsafe -> assertThat(unsafe.faults())
                        .extracting(
                                fault -> fault.line() + " " + fault.problem().key())
                        .contains(line + " job.not-utf8"));
    }

    @Test
    void refusesAMissingFile() {
        assertThatThrownBy(() -> Changelog.read(directory.resolve("missing.yaml")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("changelog.missing");
    }

    @Test
    void refusesADirectoryForAFile() {
        assertThatThrownBy(() -> Changelog.read(directory))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("changelog.unreadable");
    }

    @Test
    void refusesAGivenPropertyThatTheFileDoesNotDefine() {
        assertThatThrownBy(() -> reader.read(BUNDLED, Map.of("before", "2026-11-23")))
                .isInstanceOfSatisfying(UsageException.class, e -> {
                    assertThat(e.problem().key()).isEqualTo("property.unknown");
                    assertThat(e.problem().arguments()).containsExactly("before", "tag");
                });
        assertThatThrownBy(() -> reader.read(BUNDLED, Map.of("TAG", "x"))).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> reader.read(BUNDLED, Map.of("confirmation", "OUI")))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void reportsFaultsOfTheFileBeforeThoseOfTheOptions() {
        Map<String, String> given = Map.of("tag", "x", "before", "2026-11-23");

        assertThatThrownBy(() -> reader.read(new Changelog("job.yaml", "anotherFile: true"), given))
                .isInstanceOfSatisfying(UnsafeJobException.class, unsafe -> assertThat(unsafe.faults())
                        .extracting(fault -> fault.problem().key())
                        .contains("job.no-changeset"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "\"a\"",
                "'a'",
                "a\n",
                "a\nb",
                "-a",
                ".a",
                "../a",
                "a/b",
                "a;b",
                "$tag",
                "\u0442\u0435\u0433",
                "\u00e9t\u00e9",
                "a\u200b",
                "\u0661"
            })
    void refusesAnOddTag(String tag) {
        assertThatThrownBy(() -> reader.read(BUNDLED, Map.of("tag", tag)))
                .isInstanceOfSatisfying(
                        UsageException.class, e -> assertThat(e.problem().key()).isEqualTo("tag.invalid"));
    }

    @Test
    void refusesATagOfMoreThanAHundredCharacters() {
        assertThatThrownBy(() -> reader.read(BUNDLED, Map.of("tag", LONGEST_TAG + "9")))
                .isInstanceOf(UsageException.class);
    }

    /** The value becomes part of a condition. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "24 OR TRUE",
                "0' MONTH OR true",
                "1;",
                "1--",
                "a\"b",
                "(SELECT 1)",
                "a/*",
                "$1",
                "a\nb",
                "a\\",
                "a=b",
                "a,b"
            })
    void refusesAValueThatCouldBeMoreThanAValue(String value) {
        assertThatThrownBy(() -> reader.read(BUNDLED, Map.of("months", value)))
                .isInstanceOfSatisfying(UsageException.class, refused -> assertThat(refused.problem())
                        .isEqualTo(Message.of("property.not-plain", "months")));
    }

    @Test
    void refusesAGivenValueThatLiquibaseWouldExpand() {
        assertThatThrownBy(() -> reader.read(BUNDLED, Map.of("months", "${user.name}")))
                .isInstanceOfSatisfying(
                        UsageException.class, e -> assertThat(e.problem().key()).isEqualTo("property.nested"));
    }

    private Job job(String content, Map<String, String> given) {
        return reader.read(new Changelog("job.yaml", content), given);
    }

    private String fault(String content) {
        UnsafeJobException unsafe = catchThrowableOfType(
                UnsafeJobException.class, () -> reader.read(new Changelog("job.yaml", content), Map.of()));
        Fault first = unsafe.faults().get(0);
        return first.line() + " " + first.problem().key();
    }
}
