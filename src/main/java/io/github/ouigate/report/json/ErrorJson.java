package io.github.ouigate.report.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.db.url.DatabaseUrl;
import io.github.ouigate.message.Message;
import io.github.ouigate.report.Problem;
import io.github.ouigate.status.LedgerStatus.Unread;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members that say why a command did not do what it was asked for. */
final class ErrorJson {
    private ErrorJson() {}

    static @Nullable ObjectNode of(Optional<Message> reason) {
        return reason.map(Problem::of).map(ErrorJson::of).orElse(null);
    }

    /** Returns why tables could not be read, of which there is at least one. */
    static ObjectNode of(List<Unread> unread) {
        List<Message> problems = unread.stream().map(Unread::problem).toList();
        List<Message> remedies = unread.stream().map(Unread::remedy).toList();
        return of(new Problem(Problem.of(problems.get(0)).code(), problems, remedies));
    }

    /** What is said may repeat what was typed, also a URL where none belongs. */
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
