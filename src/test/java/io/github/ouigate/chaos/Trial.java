package io.github.ouigate.chaos;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A disturbed run and the result of the checks.
 *
 * @param number the index among the trials with this fault; with the campaign's seed, it determines the details
 * @param violations the violated invariants
 */
record Trial(
        Disturbance fault,
        int number,
        boolean withWriters,
        String details,
        RunEnd ending,
        TransactionOutcome fate,
        List<String> violations,
        long millis) {
    private static final int VIOLATIONS_SHOWN = 5;

    Trial {
        violations = List.copyOf(violations);
    }

    /** Returns the column of the campaign's table that counts it. */
    String column() {
        if (ending.isUnknown()) {
            return "unknown";
        }
        if (ending.saysRefused()) {
            return "refused";
        }
        return switch (fate) {
            case ROLLED_BACK -> "rolled back";
            case COMMITTED -> "committed";
            case BROKEN -> "broken";
        };
    }

    /** Returns all details. */
    String report(long seed) {
        return "%s %d of seed %d%s, %s: struck at %s, %s, %s%n  - %s%n  %d violations in all%n%s"
                .formatted(
                        fault,
                        number,
                        seed,
                        withWriters ? ", with writers" : "",
                        details,
                        ending.struck(),
                        ending.word(),
                        fate,
                        violations.stream().limit(VIOLATIONS_SHOWN).collect(Collectors.joining("\n  - ")),
                        violations.size(),
                        ending.output().indent(4));
    }
}
