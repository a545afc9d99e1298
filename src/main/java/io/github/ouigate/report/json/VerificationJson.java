package io.github.ouigate.report.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.message.Message;
import io.github.ouigate.report.Problem;
import io.github.ouigate.verify.Check;
import io.github.ouigate.verify.Verification;
import java.util.List;
import java.util.Locale;

/** The members of a verification's document. */
final class VerificationJson {
    private VerificationJson() {}

    static ObjectNode of(Verification verification) {
        return JsonReport.members()
                .put("outcome", verification.isVerified() ? "VERIFIED" : "DIFFERENT")
                .put("verified", verification.isVerified())
                .putPOJO("database", verification.database())
                .putPOJO("job", SavedJob.of(verification.job()))
                .put("runId", verification.runId().orElse(null))
                .putPOJO(
                        "checks",
                        verification.checks().stream()
                                .map(VerificationJson::check)
                                .toList())
                .putPOJO("error", verification.isVerified() ? null : different(verification));
    }

    private static ObjectNode different(Verification verification) {
        List<Message> differences = verification.checks().stream()
                .filter(check -> check.state() == Check.State.DIFFERS)
                .flatMap(check -> check.messages().stream())
                .toList();
        return ErrorJson.of(new Problem("VERIFY_DIFFERENT", differences, Problem.remedies(differences)));
    }

    private static ObjectNode check(Check check) {
        List<Message> remedies = Problem.remedies(check.messages());
        return JsonReport.members()
                .put("check", check.kind().name().toLowerCase(Locale.ROOT))
                .put("subject", check.subject().isEmpty() ? null : check.subject())
                .putPOJO("state", check.state())
                .put("message", JsonReport.texts(check.messages(), "; "))
                .put("remedy", remedies.isEmpty() ? null : JsonReport.texts(remedies, " "));
    }
}
