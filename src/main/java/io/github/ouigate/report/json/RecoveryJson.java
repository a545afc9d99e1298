package io.github.ouigate.report.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.message.Message;
import io.github.ouigate.report.Problem;
import io.github.ouigate.report.RecoveryPage;
import io.github.ouigate.verify.recovery.KeptReceipts.Unreadable;
import io.github.ouigate.verify.recovery.KeptRun;
import io.github.ouigate.verify.recovery.Recovery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The members of the comparison of stored receipts with a ledger. */
final class RecoveryJson {
    private RecoveryJson() {}

    static ObjectNode of(Recovery recovery, List<String> connection) {
        return JsonReport.members()
                .put("outcome", recovery.isVerified() ? "VERIFIED" : "DIFFERENT")
                .put("verified", recovery.isVerified())
                .putPOJO("database", recovery.database())
                .put("directory", recovery.directory().toString())
                .putPOJO(
                        "runs",
                        recovery.runs().stream()
                                .map(run -> run(run, connection))
                                .toList())
                .putPOJO(
                        "otherDatabases",
                        recovery.otherDatabases().stream().map(Path::toString).toList())
                .putPOJO(
                        "unreadable",
                        recovery.unreadable().stream()
                                .map(RecoveryJson::unreadable)
                                .toList())
                .putPOJO("error", recovery.isVerified() ? null : different(recovery));
    }

    private static ObjectNode different(Recovery recovery) {
        List<Message> differences = new ArrayList<>();
        recovery.differences().forEach(run -> differences.add(RecoveryPage.message(run)));
        recovery.unreadable().forEach(file -> differences.add(file.problem()));
        return ErrorJson.of(new Problem("VERIFY_DIFFERENT", differences, Problem.remedies(differences)));
    }

    private static ObjectNode run(KeptRun run, List<String> connection) {
        return JsonReport.members()
                .put("tag", run.tag())
                .put("runId", run.runId())
                .putPOJO("startedAt", run.startedAt())
                .put("receipt", run.file().toString())
                .putPOJO("state", run.state())
                .put("otherRunId", run.other().orElse(null))
                .put(
                        "command",
                        run.command()
                                .map(command -> RecoveryPage.text(command, connection, " "))
                                .orElse(null));
    }

    private static ObjectNode unreadable(Unreadable unreadable) {
        return JsonReport.members().put("file", unreadable.file().toString()).putPOJO("message", unreadable.problem());
    }
}
