package io.github.ouigate.report;

import io.github.ouigate.job.Job;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.report.html.HtmlReport;
import io.github.ouigate.run.Ending;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The page of a receipt to keep: what a terminal shows, what was proven, what it cannot promise, how to check it. */
public final class ReceiptDocument {
    private static final Set<Ending> PROVEN = EnumSet.of(Ending.COMMITTED, Ending.REHEARSED);

    private final Messages words;
    private final ReceiptPage parts;

    public ReceiptDocument(Messages words) {
        this.words = words;
        this.parts = new ReceiptPage(words);
    }

    public Page page(Receipt receipt, Optional<HtmlReport.Saved> saved) {
        Page page = new Page();
        Plan plan = receipt.plan();
        parts.title(page, receipt);
        parts.summary(page, receipt);
        parts.result(page, receipt);
        parts.warnings(page, receipt);
        if (PROVEN.contains(receipt.ending())) {
            proofs(page, receipt);
        }
        List<Message> limits = ReceiptCaveats.of(receipt);
        if (!limits.isEmpty()) {
            page.heading(words.text("page.limits"));
            limits.forEach(limit -> page.finding(Page.Mark.WARNING, words.text(limit)));
        }
        if (PROVEN.contains(receipt.ending())) {
            new PlanPage(words).preserved(page, receipt.postCommit().kept(), plan.allowedWrites());
        }
        page.heading(words.text("page.run")).facts(facts(receipt).list());
        saved.ifPresent(document -> check(page, receipt, document));
        return page;
    }

    private void proofs(Page page, Receipt receipt) {
        page.heading(words.text("page.proofs"));
        proof(page, "proof.counts");
        if (receipt.archive().isPresent()) {
            proof(page, "proof.archive");
        }
        proof(page, receipt.plan().allowedWrites().isEmpty() ? "proof.writes" : "proof.allowed-writes");
        proof(page, "proof.gone");
        proof(page, "proof.definition");
        proof(page, receipt.ending() == Ending.COMMITTED ? "proof.commit" : "proof.rollback");
    }

    private void proof(Page page, String key) {
        page.finding(Page.Mark.GOOD, words.text(key));
    }

    private KeyValues facts(Receipt receipt) {
        Job job = receipt.plan().job();
        KeyValues facts = parts.facts(receipt)
                .add("fact.finished", AppliedRunText.utc(receipt.run().finishedAt()))
                .add("fact.job", words.text("job.summary", job.changeSet(), job.author()))
                .add("fact.changelog", Messages.printable(job.changelog()))
                .add("fact.checksum", job.checksum())
                .add("fact.fingerprint", receipt.plan().fingerprint());
        return receipt.ending() == Ending.COMMITTED
                ? facts.add(
                        "fact.ledger",
                        words.text("page.ledger-row", receipt.plan().ledgerSchema(), job.changeSet(), job.tag()))
                : facts;
    }

    private void check(Page page, Receipt receipt, HtmlReport.Saved document) {
        page.heading(words.text("page.check"))
                .item(words.text("page.check.document", document.file()))
                .facts(new KeyValues(words)
                        .add("fact.digest", document.digest())
                        .list());
        if (receipt.ending() == Ending.COMMITTED) {
            page.item(words.text("page.check.verify"));
            page.command("ouigate verify --receipt "
                    + ShellQuoting.of(document.file().toString()) + " \\\n  --expect-database "
                    + ShellQuoting.of(receipt.plan().target().database()));
        } else if (receipt.ending() == Ending.UNKNOWN || receipt.ending() == Ending.INTENDED) {
            page.command("ouigate status");
        }
    }
}
