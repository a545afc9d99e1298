package io.github.ouigate.report;

import io.github.ouigate.message.Message;
import io.github.ouigate.receipt.PostCommitReport;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.run.Ending;
import java.util.ArrayList;
import java.util.List;

/** What a receipt cannot promise. */
public final class ReceiptCaveats {
    private ReceiptCaveats() {}

    /** Returns the limits, each a sentence; none where nothing was deleted. */
    public static List<Message> of(Receipt receipt) {
        if (receipt.ending() != Ending.COMMITTED) {
            return List.of();
        }
        List<Message> limits = new ArrayList<>();
        if (receipt.plan().target().product().equals("PostgreSQL")) {
            limits.add(Message.of("limit.copies"));
            if (receipt.postCommit()
                    .vacuum()
                    .filter(PostCommitReport.Vacuum::isDone)
                    .isEmpty()) {
                limits.add(Message.of("limit.dead-rows"));
            }
        } else {
            limits.add(Message.of("limit.backups"));
        }
        limits.add(Message.of(receipt.archive().isPresent() ? "limit.archive" : "limit.no-archive"));
        return limits;
    }
}
