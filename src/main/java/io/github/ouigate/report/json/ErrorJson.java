package io.github.ouigate.report.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.db.url.DatabaseUrl;
import io.github.ouigate.message.Message;
import io.github.ouigate.report.Problem;
import io.github.ouigate.status.LedgerStatus.Unread;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members for the reason why a command failed. */
final class ErrorJson {
    private ErrorJson() {}

    static @Nullable ObjectNode of(Optional<Message> reason) {
        return reason.map(Problem::of).map(ErrorJson::of).orElse(null);
    }

    /** Returns the members for unreadable tables; {@code unread} must not be empty. */
    static ObjectNode of(List<Unread> unread) {
        List<Message> problems = unread.stream().map(Unread::problem).toList();
        List<Message> remedies = unread.stream().map(Unread::remedy).toList();
        return of(new Problem(Problem.of(problems.get(0)).code(), problems, remedies));
    }

    /** Returns the members for a problem. Its messages can repeat typed text, so that passwords in URLs are masked. */
    static ObjectNode of(Problem problem) {
        List<Message> remedies = problem.remedies();
        return JsonReport.members()
                .put("code", problem.code())
                .put("message", DatabaseUrl.withoutPasswords(JsonReport.texts(problem.messages(), " ")))
                .put(
                        "remedy",
                        remedies.isEmpty() ? null : DatabaseUrl.withoutPasswords(JsonReport.texts(remedies, " ")));
    }
}
