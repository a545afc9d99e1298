package io.github.ouigate.report;

import io.github.ouigate.plan.Hazard;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.receipt.Receipt.Ending;
import io.github.ouigate.run.Deleted;
import io.github.ouigate.target.TableWrites;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The page of a receipt: how the run ended, what it deleted, and where to find it again. */
final class ReceiptPage {
    private static final Set<Ending> GOOD = EnumSet.of(Ending.COMMITTED, Ending.REHEARSED, Ending.ALREADY_APPLIED);

    private final Words words;
    private final Style style;

    ReceiptPage(Words words, Style style) {
        this.words = words;
        this.style = style;
    }

    String text(Receipt receipt) {
        Page page = new Page(style);
        String ending = words.text("receipt." + receipt.ending());
        page.heading(GOOD.contains(receipt.ending()) ? style.good(ending) : style.bad(ending));
        hazards(page, receipt.plan().hazards(Hazard.Severity.BLOCK));
        if (receipt.plan().applicable()) {
            receipt.error().ifPresent(error -> page.item(words.text(error)));
        }
        receipt.applied().ifPresent(entry -> EarlierRun.tell(page, words, entry));
        if (receipt.ending() == Ending.COMMITTED) {
            page.table(receipt.deletions().stream().map(this::deleted).collect(Collectors.toList()));
            allowed(page, receipt);
        }
        if (receipt.ending() == Ending.REHEARSED) {
            writes(page, "receipt.would-write", receipt.touched());
        }
        if (receipt.ending() == Ending.UNKNOWN) {
            page.line(words.text("receipt.look"));
        }
        List<Hazard> warnings = receipt.plan().hazards(Hazard.Severity.WARN);
        if (!warnings.isEmpty()) {
            page.heading(words.text("receipt.warnings"));
            hazards(page, warnings);
        }
        return page + "\n" + facts(receipt);
    }

    private void hazards(Page page, List<Hazard> hazards) {
        PlanPage lines = new PlanPage(words, style);
        hazards.forEach(hazard -> page.item(lines.line(hazard)));
    }

    private Page.Row deleted(Deleted deleted) {
        return new Page.Row(
                Words.printable(deleted.table().toString()),
                number(deleted.deleted()),
                words.text("receipt.rows-deleted"));
    }

    private void allowed(Page page, Receipt receipt) {
        List<TableWrites> allowed = receipt.touched().stream()
                .filter(table ->
                        receipt.plan().allowedWrites().contains(table.table().toString()))
                .collect(Collectors.toList());
        if (!allowed.isEmpty()) {
            writes(page, "receipt.allowed-writes", allowed);
        }
    }

    private void writes(Page page, String heading, List<TableWrites> writes) {
        page.heading(words.text(heading));
        page.table(writes.stream()
                .map(table -> new Page.Row(Words.printable(table.table().toString()), "", words.writes(table)))
                .collect(Collectors.toList()));
    }

    private Page facts(Receipt receipt) {
        Facts facts = new Facts(words)
                .target(receipt.plan().target())
                .add("fact.tag", receipt.plan().job().tag())
                .add("fact.run", words.text("receipt.run", receipt.runId().value(), receipt.operator()))
                .add("fact.time", time(receipt));
        if (receipt.timings().writersShutOut() > 0) {
            facts.add(
                    "fact.writers",
                    words.text("receipt.writers", receipt.timings().writersShutOut()));
        }
        receipt.transaction().ifPresent(mark -> {
            facts.add("fact.transaction", mark.xid() + ", " + mark.lsn());
            facts.add("fact.recovery", words.text("receipt.recovery", mark.recoveryTarget()));
        });
        return new Page(style).facts(facts.list());
    }

    private String time(Receipt receipt) {
        String parts = receipt.timings().steps().entrySet().stream()
                .filter(timing -> timing.getValue() > 0)
                .map(this::timing)
                .collect(Collectors.joining(", "));
        String start = EarlierRun.MOMENT.withZone(ZoneOffset.UTC).format(receipt.startedAt()) + " UTC";
        return parts.isEmpty() ? start : start + " (" + parts + ")";
    }

    private String timing(Map.Entry<String, Long> timing) {
        return words.text("timing." + timing.getKey()) + " " + number(timing.getValue()) + " ms";
    }

    private String number(long value) {
        return words.text("number", value);
    }
}
