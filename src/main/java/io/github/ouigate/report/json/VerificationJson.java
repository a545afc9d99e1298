package io.github.ouigate.report.json;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.verify.Check;
import io.github.ouigate.verify.Verification;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A verification's document. */
record VerificationJson(
        String outcome,
        boolean verified,
        DatabaseIdentity database,
        SavedJob job,
        @Nullable String runId,
        List<CheckJson> checks) {
    record CheckJson(String check, @Nullable String subject, Check.State state, String message) {
        static CheckJson of(Check check) {
            return new CheckJson(
                    check.kind().name().toLowerCase(Locale.ROOT),
                    check.subject().isEmpty() ? null : check.subject(),
                    check.state(),
                    check.messages().stream().map(JsonReport.WORDS::text).collect(Collectors.joining("; ")));
        }
    }

    static VerificationJson of(Verification verification) {
        return new VerificationJson(
                verification.isVerified() ? "VERIFIED" : "DIFFERENT",
                verification.isVerified(),
                verification.database(),
                SavedJob.of(verification.job()),
                verification.runId().orElse(null),
                verification.checks().stream().map(CheckJson::of).toList());
    }
}
