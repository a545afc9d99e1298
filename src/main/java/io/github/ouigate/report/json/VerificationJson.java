package io.github.ouigate.report.json;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.json.JobJson;
import io.github.ouigate.report.Messages;
import io.github.ouigate.verify.Check;
import io.github.ouigate.verify.Verification;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A verification's document. */
record VerificationJson(
        Outcome outcome,
        boolean verified,
        DatabaseIdentity database,
        JobJson job,
        @Nullable String runId,
        List<CheckJson> checks) {
    enum Outcome {
        VERIFIED,
        DIFFERENT
    }

    record CheckJson(String check, @Nullable String subject, Check.State state, String message) {
        static CheckJson of(Check check, Messages words) {
            return new CheckJson(
                    check.kind().name().toLowerCase(Locale.ROOT),
                    check.subject().isEmpty() ? null : check.subject(),
                    check.state(),
                    check.messages().stream().map(words::text).collect(Collectors.joining("; ")));
        }
    }

    static VerificationJson of(Verification verification, Messages words) {
        return new VerificationJson(
                verification.isVerified() ? Outcome.VERIFIED : Outcome.DIFFERENT,
                verification.isVerified(),
                verification.target(),
                JobJson.of(verification.job()),
                verification.runId().orElse(null),
                verification.checks().stream()
                        .map(check -> CheckJson.of(check, words))
                        .toList());
    }
}
