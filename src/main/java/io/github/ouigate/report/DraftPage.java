package io.github.ouigate.report;

import io.github.ouigate.db.schema.ChildTable;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.job.draft.DraftTable;
import io.github.ouigate.job.draft.JobDraft;
import io.github.ouigate.message.Message;
import java.util.List;

/** The page of a drafted job: its tables in order with the reason for each, and the other effects of its deletes. */
public record DraftPage(Page page) {
    public void write(JobDraft draft, boolean written) {
        if (written) {
            page.heading("draft.title");
            draft.tables().forEach(table -> table(Emphasis.GOOD, table));
        } else {
            page.heading(Emphasis.BAD, "draft.refused");
            draft.dependents().forEach(table -> table(Emphasis.BAD, table));
        }
        if (!draft.changing().isEmpty()
                || !draft.selfReferences().isEmpty()
                || !draft.cycle().isEmpty()
                || !draft.parts().isEmpty()) {
            page.heading("draft.besides");
        }
        draft.changing().forEach(key -> page.finding(Emphasis.WARNING, key("draft.changing", key)));
        draft.selfReferences().forEach(key -> page.finding(Emphasis.WARNING, key("draft.self", key)));
        if (!draft.cycle().isEmpty()) {
            page.finding(Emphasis.WARNING, Message.of("draft.cycle", draft.cycle()));
        }
        for (ChildTable part : draft.parts()) {
            String text = part.kind() == ChildTable.Kind.PARTITION ? "draft.partition" : "draft.inheriting";
            page.finding(Emphasis.PLAIN, Message.of(text, part.name(), part.root()));
        }
        if (!written) {
            page.next(Message.of("draft.refused.remedy"));
        }
    }

    private void table(Emphasis mark, DraftTable table) {
        String rows = table.where().sql() == null
                ? page.messages.text("draft.every-row", table.table())
                : page.messages.text("draft.rows", table.table(), table.where().sql());
        List<String> reasons = table.keys().stream()
                .map(key -> page.messages.text(key("draft.references", key)))
                .toList();
        page.finding(mark, rows, reasons, null);
    }

    private static Message key(String text, ForeignKey key) {
        return Message.of(text, key.from(), key.to(), key.name(), key.columns(), key.action());
    }
}
