package io.github.ouigate.report;

import io.github.ouigate.message.Message;
import io.github.ouigate.plan.check.KeptContentsCheck;
import io.github.ouigate.receipt.PostCommitReport;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.run.outcome.Ending;
import java.util.ArrayList;
import java.util.List;

/** The limits of what a receipt proves. */
public final class ReceiptCaveats {
    private ReceiptCaveats() {}

    /** Returns one sentence for each limit; empty if the run deleted nothing. */
    public static List<Message> of(Receipt receipt) {
        if (receipt.ending() != Ending.COMMITTED) {
            return List.of();
        }
        List<Message> limits = new ArrayList<>();
        receipt.run().caution().ifPresent(limits::add);
        if (receipt.plan().database().product().equals("PostgreSQL")) {
            limits.add(Message.of("limit.copies"));
            if (receipt.plan().truncate()) {
                limits.add(Message.of("limit.truncated"));
            } else if (receipt.postCommit()
                    .vacuum()
                    .filter(PostCommitReport.Vacuum::isDone)
                    .isEmpty()) {
                limits.add(Message.of("limit.dead-rows"));
            }
            limits.add(Message.of("limit.statistics"));
            KeptContentsCheck.caveats(receipt.plan().hazards())
                    .forEach(kept -> limits.add(Message.of("limit.kept", kept.message(), kept.remedy())));
        } else {
            limits.add(Message.of("limit.backups"));
        }
        limits.add(Message.of(receipt.archive().isPresent() ? "limit.archive" : "limit.no-archive"));
        List<String> besides = receipt.run().writtenTables().stream()
                .map(written -> written.table().toString())
                .filter(receipt.plan().notArchived()::contains)
                .toList();
        if (receipt.archive().isPresent() && !besides.isEmpty()) {
            limits.add(Message.of("limit.triggers", besides));
        }
        return limits;
    }
}
