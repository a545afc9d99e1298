package io.github.ouigate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.schema.Remake;
import io.github.ouigate.db.session.SessionSettings.TimeZoneSource;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.run.outcome.Ending;
import io.github.ouigate.status.LedgerStatus;
import io.github.ouigate.verify.Check;
import io.github.ouigate.verify.recovery.KeptRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static final Messages ENGLISH = new Messages(Locale.ENGLISH);
    private static final Messages FRENCH = new Messages(Locale.FRENCH);

    /** Calls whose first string is a message key. */
    private static final Pattern KEY =
            Pattern.compile("\\b(?:Message\\.of|text|heading|line|paragraph|closed|because|descriptionKey =)\\s*\\(?"
                    + "\\s*(?:Emphasis\\.[A-Z]+,\\s*)?\"([a-z][A-Za-z.-]*[A-Za-z])\"");

    private static final Pattern FAULT = Pattern.compile("\\b(?:fault|Fault\\.at)\\([^\"]*?\"([a-z0-9-]+)\"");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)");

    static Stream<String> keys() {
        return ENGLISH.bundle().keySet().stream().sorted();
    }

    static Stream<String> messages() {
        return keys().filter(key -> !isHelp(key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gate.irreversible",
                "gate.archived",
                "gate.restore",
                "difference.rows",
                "difference.cascade",
                "run.drifted",
                "verify.kept.as-many",
                "verify.kept.fewer",
                "verify.kept.estimated",
                "verify.kept.unknown",
                "page.summary",
                "page.plan.deletes",
                "receipt.archive"
            })
    void agreesWithOneRow(String key) {
        Object[] one = {1L, 1L, 1L, 1L};

        assertThat(new Messages(Locale.ENGLISH).text(key, one))
                .containsIgnoringCase("one row")
                .doesNotContain("1 rows");
        assertThat(new Messages(Locale.FRENCH).text(key, one))
                .containsIgnoringCase("une ligne")
                .doesNotContain("1 lignes");
        assertThat(new Messages(Locale.ENGLISH).text(key, 5L, 5L, 5L, 5L)).contains("5 rows");
    }

    @Test
    void textsAgreeInNumber() {
        Messages french = new Messages(Locale.FRENCH);

        assertThat(french.text("writes.inserted", 1L)).isEqualTo("1 insérée");
        assertThat(french.text("writes.inserted", 2L)).isEqualTo("2 insérées");
    }

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(FRENCH.bundle().getLocale()).isEqualTo(Locale.FRENCH);
        assertThat(FRENCH.bundle().keySet())
                .containsExactlyInAnyOrderElementsOf(ENGLISH.bundle().keySet());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void bothLanguagesUseTheSamePlaceholders(String key) {
        assertThat(places(FRENCH, key)).isEqualTo(places(ENGLISH, key));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyTextIsAPattern(String key) {
        for (Messages words : List.of(ENGLISH, FRENCH)) {
            String text = words.text(key, 2, 3, 4, 5, 6, 7, 8, 9); // a single thing may be written as a word

            assertThat(text).isNotBlank().doesNotContain("''");
            for (String place : places(words, key)) {
                assertThat(text).contains(String.valueOf(Integer.parseInt(place) + 2));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void apostrophesAreDoubled(String key) {
        for (Messages words : List.of(ENGLISH, FRENCH)) {
            String pattern = words.bundle().getString(key);

            assertThat(pattern.replace("''", "").replace("'{'", "").replace("'}'", ""))
                    .doesNotContain("'");
        }
    }

    @Test
    void frenchHasTypographicApostrophesAndSpaces() {
        Pattern plain = Pattern.compile("\\p{L}'+\\p{L}| [:;!?»](?=\\s|$)|« ");

        assertThat(keys().map(key -> key + " = " + FRENCH.bundle().getString(key)))
                .noneMatch(text -> plain.matcher(text).find());
    }

    @Test
    void helpIsNotAPattern() {
        for (Messages words : List.of(ENGLISH, FRENCH)) {
            assertThat(keys().filter(MessagesTest::isHelp).map(words.bundle()::getString))
                    .noneMatch(text -> text.contains("''"));
        }
    }

    @Test
    void everyKeyInTheSourcesHasAText() {
        Set<String> wanted = new TreeSet<>();
        sources().forEach(source -> {
            found(KEY, source).forEach(wanted::add);
            found(FAULT, source).forEach(code -> wanted.addAll(List.of("job." + code, "job." + code + ".remedy")));
        });
        wanted.addAll(derived());

        assertThat(wanted).hasSizeGreaterThan(150);
        assertThat(ENGLISH.bundle().keySet()).containsAll(wanted);
    }

    @Test
    void everyTextIsUsed() {
        Set<String> literals =
                sources().flatMap(source -> found(LITERAL, source)).collect(Collectors.toSet());
        Set<String> derived = derived();

        assertThat(keys().filter(key -> !key.contains(".usage.") && !key.startsWith("mixinStandardHelpOptions."))
                        .map(MessagesTest::withoutCommand)
                        .filter(key -> !literals.contains(key) && !derived.contains(key))
                        .filter(key -> !key.startsWith("job.") || !isFault(key, literals)))
                .isEmpty();
    }

    /** A value from a database must not move the cursor, colour the screen, break the line, or be invisible. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u001b[2Jb",
                "a\u009b2Jb",
                "a\u0000b",
                "a\bb",
                "a\rb",
                "a\nb",
                "a\r\n\r\nb",
                "a\tb",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "a\u200bb",
                "a\u202eb",
                "a\u2066b",
                "a\ufeffb",
                "a\u007fb",
                "a\udb40\udc41b",
                "a\ue000b"
            })
    void valuesComeOutHarmless(String value) {
        for (String text : List.of(
                ENGLISH.text("usage.wrong", value),
                ENGLISH.text("usage.wrong", List.of(value)),
                ENGLISH.text(Message.of("usage.wrong", value)),
                Messages.printable(value))) {
            assertThat(text).startsWith("a").endsWith("b");
            assertThat(text.codePoints()).noneMatch(MessagesTest::isDangerous);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00e9t\u00e9 \u00e0 No\u00ebl",
                "e\u0301te\u0301",
                "\ud83d\ude80\u2764\ufe0f\ud83d\udc4d\ud83c\udffd",
                "\u652f\u6301\u5bf9\u8bdd",
                "\u0645\u062d\u0627\u062f\u062b\u0627\u062a \u0627\u0644\u062f\u0639\u0645",
                "\u0441\u043e\u043e\u0431\u0449\u0435\u043d\u0438\u044f",
                "{0} ''quoted'' it's {",
                "\u00ab\u00a0OUI\u00a0\u00bb"
            })
    void valuesStayReadable(String value) {
        assertThat(ENGLISH.text("usage.wrong", value)).isEqualTo(value);
        assertThat(FRENCH.text("usage.wrong", value)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"fr, Erreur", "fr-CA, Erreur", "en, Error", "en-GB, Error", "de, Error", "und, Error"})
    void usesFrenchForFrenchLocalesAndEnglishForAllOthers(String language, String error) {
        assertThat(new Messages(Locale.forLanguageTag(language)).text("error")).startsWith(error);
    }

    @Test
    void formatsNumbersByLanguage() {
        assertThat(ENGLISH.text("number", 1_234_567L)).isEqualTo("1,234,567");
        assertThat(FRENCH.text("number", 1_234_567L)).isEqualTo("1\u202f234\u202f567");
    }

    @Test
    void countsFaultsInBothLanguages() {
        assertThat(ENGLISH.text("job.unsafe", "f", 1)).contains("one fault").doesNotContain("faults");
        assertThat(ENGLISH.text("job.unsafe", "f", 2)).contains("2 faults");
        assertThat(FRENCH.text("job.unsafe", "f", 1)).contains("un d\u00e9faut").doesNotContain("d\u00e9fauts");
        assertThat(FRENCH.text("job.unsafe", "f", 2)).contains("2 d\u00e9fauts");
    }

    private static boolean isHelp(String key) {
        return withoutCommand(key).startsWith("help.")
                || key.startsWith("mixinStandardHelpOptions.")
                || key.contains(".usage.");
    }

    /** Removes the command from the key of an option's help, which picocli looks up with the command as a prefix. */
    private static String withoutCommand(String key) {
        return key.replaceFirst("^ouigate\\.[a-z]+\\.(?=help\\.)", "");
    }

    /**
     * Returns whether the key belongs to a fault. Codes are literals; those about one of many attributes end with its
     * name.
     */
    private static boolean isFault(String key, Set<String> literals) {
        String code = key.substring("job.".length()).replaceAll("\\.remedy$", "");
        int dot = code.indexOf('.');
        return dot < 0
                ? literals.contains(code)
                : literals.contains(code.substring(0, dot + 1)) && literals.contains(code.substring(dot + 1));
    }

    private static boolean isDangerous(int character) {
        return Character.isISOControl(character)
                || Character.getType(character) == Character.FORMAT
                || Character.getType(character) == Character.LINE_SEPARATOR
                || Character.getType(character) == Character.PARAGRAPH_SEPARATOR
                || Character.getType(character) == Character.PRIVATE_USE;
    }

    private static Set<String> places(Messages words, String key) {
        String pattern = words.bundle().getString(key);
        new MessageFormat(pattern, Locale.ENGLISH);
        return found(ARGUMENT, pattern.replace("'{'", "")).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the keys that are composed of the names of constants. */
    private static Set<String> derived() {
        Set<String> keys = new TreeSet<>();
        Arrays.stream(Hazard.Code.values())
                .forEach(code -> keys.addAll(List.of("hazard." + code, "hazard." + code + ".remedy")));
        Arrays.stream(Ending.values()).forEach(ending -> keys.add("receipt." + ending));
        Arrays.stream(LedgerStatus.State.values()).forEach(state -> keys.add("lock." + state));
        Arrays.stream(TimeZoneSource.values()).forEach(source -> keys.add("settings.zone." + source));
        Arrays.stream(Remake.values())
                .filter(remake -> remake != Remake.POSSIBLE)
                .forEach(remake -> keys.add("key.not-once." + remake));
        Arrays.stream(Check.State.values()).forEach(state -> keys.add("verify.receipt." + state));
        Arrays.stream(KeptRun.State.values()).forEach(state -> keys.add("recovery." + state));
        Pattern timing = Pattern.compile("\"([a-z]+)\"");
        source("run/progress/Timings.java")
                .flatMap(text -> found(timing, text))
                .forEach(name -> keys.add("timing." + name));
        return keys;
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult result) -> result.group(1));
    }

    private static Stream<String> source(String name) {
        return sources(path -> path.endsWith(name));
    }

    private static Stream<String> sources() {
        return sources(path -> path.toString().endsWith(".java"));
    }

    private static Stream<String> sources(Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(wanted).toList()) {
                texts.add(Files.readString(file));
            }
            return texts.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
