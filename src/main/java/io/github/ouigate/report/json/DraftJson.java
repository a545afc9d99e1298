package io.github.ouigate.report.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.db.schema.ChildTable;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.job.draft.DraftTable;
import io.github.ouigate.job.draft.JobDraft;
import io.github.ouigate.message.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The members of a drafted job's document. */
final class DraftJson {
    private DraftJson() {}

    static ObjectNode of(JobDraft draft, Optional<Path> file) {
        return JsonReport.members()
                .put("outcome", file.isPresent() ? "WRITTEN" : "REFUSED")
                .put("file", file.map(Path::toString).orElse(null))
                .putPOJO("tables", draft.tables().stream().map(DraftJson::table).toList())
                .putPOJO("changing", keys(draft.changing()))
                .putPOJO("selfReferences", keys(draft.selfReferences()))
                .putPOJO("cycle", draft.cycle())
                .putPOJO("parts", draft.parts().stream().map(ChildTable::name).toList())
                .putPOJO(
                        "error",
                        ErrorJson.of(file.isPresent() ? Optional.empty() : Optional.of(Message.of("draft.refused"))));
    }

    private static ObjectNode table(DraftTable table) {
        return JsonReport.members()
                .putPOJO("table", table.table())
                .put("where", table.where().sql())
                .put("requested", table.requested())
                .putPOJO("references", keys(table.keys()));
    }

    private static List<ObjectNode> keys(List<ForeignKey> keys) {
        return keys.stream()
                .map(key -> JsonReport.members()
                        .put("key", key.name())
                        .putPOJO("table", key.from())
                        .putPOJO("columns", key.columns())
                        .putPOJO("references", key.to())
                        .put("onDelete", key.action()))
                .toList();
    }
}
