package io.github.ouigate.testing;

import io.github.ouigate.plan.Hazard;
import io.github.ouigate.report.Messages;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The codes of errors in JSON documents, which are stable for programs. Hazards that block have codes of their own. */
public final class ErrorCodes {
    private static final ResourceBundle MESSAGES = new Messages(Locale.ENGLISH).bundle();
    private static final String REMEDY = ".remedy";

    /** Messages with remedies that are no errors: faults of a job, hazards, findings of verify, a plan's next step. */
    private static final Pattern OTHERS = Pattern.compile("(job|hazard)\\..*|plan\\.next|interrupted\\..*"
            + "|recovery\\.[A-Z_]+|(?!endpoint\\.unused|verify\\.row-security)(endpoint|verify)\\..*");

    /** The errors whose remedies are not fixed: those of a job's faults, the help of a command, or none. */
    private static final List<String> WITHOUT = List.of(
            "job.unsafe",
            "interrupted",
            "run.interrupted",
            "usage.unknown",
            "usage.stray",
            "usage.no-value",
            "usage.required",
            "usage.no-command",
            "usage.bad-value",
            "usage.empty-value",
            "usage.wrong",
            "usage.url",
            "usage.twice");

    /** The codes without a message of their own. */
    public static final Set<String> COMPOSED = Set.of("VERIFY_DIFFERENT", "REPORT_FAILED");

    private ErrorCodes() {}

    /** Returns the codes with the keys of their messages. */
    public static SortedMap<String, String> keys() {
        SortedMap<String, String> keys = new TreeMap<>();
        WITHOUT.forEach(key -> keys.put(code(key), key));
        MESSAGES.keySet().stream()
                .filter(key -> key.endsWith(REMEDY))
                .map(key -> key.substring(0, key.length() - REMEDY.length()))
                .filter(key -> !OTHERS.matcher(key).matches())
                .forEach(key -> keys.put(code(key), key));
        return keys;
    }

    /** Returns the remedy of a message; empty if it has no fixed one. */
    public static Optional<String> remedy(String key) {
        return Optional.of(key + REMEDY).filter(MESSAGES::containsKey);
    }

    /** Returns whether an error can have this code. */
    public static boolean has(String code) {
        return COMPOSED.contains(code)
                || keys().containsKey(code)
                || Arrays.stream(Hazard.Code.values())
                        .anyMatch(hazard -> hazard.name().equals(code));
    }

    private static String code(String key) {
        return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }
}
