package io.github.ouigate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.schema.Remake;
import io.github.ouigate.db.session.SessionSettings.TimeZoneSource;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {
    private static final Messages ENGLISH = new Messages(Locale.ENGLISH);
    private static final Messages FRENCH = new Messages(Locale.FRENCH);

    /** Calls whose first string is a message key. */
    private static final Pattern KEY =
            Pattern.compile("\\b(?:Message\\.of|text|heading|line|paragraph|closed|because|descriptionKey =)\\s*\\(?"
                    + "\\s*(?:Emphasis\\.[A-Z]+,\\s*)?\"([a-z][A-Za-z.-]*[A-Za-z])\"");

    /** The end of the key of a remedy, which {@link Problem} derives from the key of the message. */
    private static final String REMEDY = ".remedy";

    private static final int LONGEST_SENTENCE = 30;

    private static final Pattern FAULT = Pattern.compile("\\b(?:fault|Fault\\.at)\\([^\"]*?\"([a-z0-9-]+)\"");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)");

    static Stream<String> keys() {
        return ENGLISH.bundle().keySet().stream().sorted();
    }

    static Stream<String> messages() {
        return keys().filter(key -> !isHelp(key));
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

    /** Otherwise, none would be counted as one. */
    @ParameterizedTest
    @MethodSource("messages")
    void everyChoiceHasATextForNone(String key) {
        for (Messages words : List.of(ENGLISH, FRENCH)) {
            assertThat(words.bundle().getString(key)).doesNotContainPattern("\\{\\d,choice,1#");
        }
    }

    /** A count of one has no plural behind it, and an inserted sentence no second full stop. */
    @ParameterizedTest
    @MethodSource("messages")
    void everyTextAgreesWithItsValues(String key) {
        Pattern plural = Pattern.compile("(?<![\\d,.:])1 (?:archived |other |autres )?(?:rows|lignes)\\b");
        for (Messages words : List.of(ENGLISH, FRENCH)) {
            String pattern = words.bundle().getString(key);
            Object[] sentences = IntStream.range(0, 9)
                    .mapToObj(i -> pattern.contains("{" + i + ",") ? (Object) 3 : "It ended.")
                    .toArray();

            if (!key.equals("hazard.ARCHIVE_DUPLICATES")) { // two at the least
                assertThat(words.text(key, 1, 1, 1, 1, 1, 1, 1, 1, 1)).doesNotContainPattern(plural);
            }
            assertThat(words.text(key, sentences)).doesNotContain("It ended..");
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
    void englishHasNoRiddlesAndArchaicForms() {
        Pattern forbidden =
                Pattern.compile("(?i)\\b(whoever|(?<!by )whom|nobody|somebody|all the same|cannot be told|but for"
                        + "|use the tag up|in the way|that is meant|for ever|says so|what has become|made anew|no word|mend|tells"
                        + "|at work|shuts? (readers )?out|as the run left|(has|have) to be|would be a guess|goes by|(is|are) gone"
                        + "|puts? back|let in|stands beside|stands twice)\\b");

        assertThat(keysOf(ENGLISH, text -> forbidden.matcher(text).find())).isEmpty();
    }

    @Test
    void frenchHasOneTermForEachThing() {
        Pattern forbidden =
                Pattern.compile("(?<![-\\w])(triggers?|commit|rollback|foreign keys?|job|dry.run|locks?)\\b(?![-/])"
                        + "|(?<![_\\w])standby|[Rr]épétition|[Rr]épété\\b|[Ee]n travers|exécution morte|[Dd]éclin|devinette"
                        + "|[Oo]bstacle|reconnue|(la|une|sa|de) porte\\b|quiconque|[Pp]ersonne n|\\bpartent\\b|moins que les"
                        + "|[Ss]écurité par ligne|d’événement|(?<!dentité de )\\b[Rr]éplica\\b|Retour");
        Pattern names = Pattern.compile("--[a-z-]+|«\\u00a0[a-z ]+\\u00a0»");

        assertThat(keysOf(FRENCH, text -> forbidden
                        .matcher(names.matcher(text).replaceAll(""))
                        .find()))
                .isEmpty();
    }

    /** Any message may be the first that is read: it says that the validation is the COMMIT. */
    @Test
    void aFrenchValidationIsACommit() {
        assertThat(keysOf(FRENCH, text -> text.contains("validation") && !text.contains("validation (COMMIT)")))
                .containsExactly("timing.commit");
    }

    @Test
    void sentencesAreShort() {
        for (Messages messages : List.of(ENGLISH, FRENCH)) {
            assertThat(keysOf(messages, text -> prose(text)
                            .flatMap(MessagesTest::sentences)
                            .anyMatch(sentence -> words(sentence) > LONGEST_SENTENCE)))
                    .isEmpty();
        }
    }

    /** A line to be copied starts with two spaces. */
    @Test
    void statementsStandOnLinesOfTheirOwn() {
        Pattern statement = Pattern.compile("\\b(ALTER|CREATE|DROP|GRANT|REVOKE|SELECT|UPDATE|REFRESH|VACUUM|COMMIT"
                + "|ROLLBACK)\\b[^.:]*;|\\bchmod ");

        for (Messages messages : List.of(ENGLISH, FRENCH)) {
            assertThat(keysOf(messages, text -> prose(text)
                            .anyMatch(line -> statement.matcher(line).find())))
                    .isEmpty();
        }
    }

    private static Stream<String> keysOf(Messages messages, Predicate<String> wrong) {
        return keys().filter(key -> wrong.test(messages.bundle().getString(key).replace("%n", "\n")));
    }

    private static Stream<String> prose(String text) {
        return text.lines().filter(line -> !line.startsWith("  "));
    }

    /** Returns the sentences of a line. The alternatives of a choice are sentences as well. */
    private static Stream<String> sentences(String line) {
        return Arrays.stream(line.replaceAll("\\|\\d[#<]", ". ").split("(?<=[.?!;])[\\s\\u00a0]+(?=[^a-zà-ÿ])", -1));
    }

    private static long words(String sentence) {
        return Arrays.stream(sentence.split("[\\s\\u00a0]+", -1))
                .filter(word -> word.matches(".*\\w.*"))
                .count();
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
                        .filter(key -> !key.endsWith(REMEDY)
                                || !(literals.contains(withoutRemedy(key)) || derived.contains(withoutRemedy(key))))
                        .filter(key -> !key.startsWith("job.") || !isFault(key, literals)))
                .isEmpty();
    }

    private static String withoutRemedy(String key) {
        return key.substring(0, key.length() - REMEDY.length());
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
