package io.github.ouigate.report;

import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.plan.PreservedTable;
import io.github.ouigate.report.Page.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** The page of a plan on a terminal: database and job, tables that are deleted from, tables that stay, hazards. */
public record PlanPage(Page page) {
    /** The maximum number of linked tables with lines of their own; more would not fit on a screen. */
    private static final int MOST_NAMED = 30;

    public void write(Plan plan) {
        HazardList hazards = new HazardList(page, plan.hazards());
        page.heading("plan.title").keyValues(keyValues(plan));
        deletions(plan);
        cascades(plan);
        preserved(plan.preserved(), plan.notArchived());
        allowances(plan);
        hazards.blocks();
        hazards.warnings();
        hazards.notes();
    }

    /** Returns a message about the permitted change in the number of rows until the run has locked the tables. */
    public static Message allowedDrift(Plan plan) {
        return plan.maxDeletedRows() > plan.deletedRows()
                ? Message.of("plan.next.growth", plan.maxDeletedRows())
                : Message.of("plan.next.exact");
    }

    /** Returns the command that applies a plan, on lines to copy; it is refused on any other database. */
    public static String applyCommand(Plan plan, String arguments) {
        String archive = plan.archive()
                .map(directory -> " \\\n  --archive " + Messages.shellWord(directory.toString()))
                .orElse("");
        return Page.expecting(plan.database(), "ouigate apply " + arguments + archive);
    }

    KeyValues keyValues(Plan plan) {
        String state = plan.applied()
                .map(entry -> page.messages.text("plan.applied", Messages.time(entry)))
                .orElseGet(() -> page.messages.text(plan.isTagFree() ? "plan.not-applied" : "plan.tag-used"));
        KeyValues keyValues = new KeyValues(page.messages)
                .database(plan.database())
                .settings(plan.settings())
                .job(plan.job())
                .add("fact.tag", plan.job().tag() + " – " + state)
                .add("fact.ledger", Message.of("ledger.schema", plan.ledgerSchema()));
        if (plan.applied().isEmpty()) {
            plan.expected().ifPresent(time -> keyValues.add("fact.writers", Message.of("plan.expected", time)));
        }
        return keyValues;
    }

    void deletions(Plan plan) {
        List<Row> rows = new ArrayList<>();
        for (PlannedDeletion deletion : plan.deletions()) {
            rows.add(row(deletion));
            deletion.parts()
                    .forEach(part -> rows.add(
                            new Row("  " + page.messages.value(part.table()), page.messages.number(part.rows()), "")));
        }
        page.heading(plan.applied().isPresent() ? "plan.deletions-later" : "plan.deletions")
                .table(rows);
        if (plan.deletesNothing()) {
            page.line(Emphasis.WARNING, "plan.deletes-nothing", plan.job().tag());
        }
    }

    /** Writes the rows of other tables that foreign keys delete or update, if there are any. */
    void cascades(Plan plan) {
        List<Cascade> cascades = plan.cascades().stream()
                .filter(cascade -> cascade.rows() > 0 || cascade.now().orElse(0) > 0)
                .toList();
        if (!cascades.isEmpty()) {
            page.heading(plan.applied().isPresent() ? "plan.cascades-later" : "plan.cascades")
                    .table(cascades.stream().map(this::row).toList());
        }
    }

    private Row row(Cascade cascade) {
        Cascade reached = cascade.withKeysThatReachRows();
        List<Message> keys = reached.keys().stream()
                .map(key -> Message.of(
                        "cascade.key", key.name(), key.action().name().replace('_', ' ')))
                .toList();
        return new Row(
                page.messages.value(cascade.table()),
                page.messages.number(cascade.rows()),
                now(
                        cascade.now(),
                        cascade.deletes()
                                ? page.messages.text("cascade.deleted", keys)
                                : page.messages.text("cascade.changed", reached.changedColumns(), keys)));
    }

    /** Puts the current number of rows before the rest of a line if another number was approved. */
    private String now(OptionalLong rows, String rest) {
        if (rows.isEmpty()) {
            return rest;
        }
        String now = page.messages.text("plan.now", rows.getAsLong());
        return rest.isEmpty() ? now : now + "; " + rest;
    }

    /** Writes the tables that keep their rows, and the further tables that the run may write to. */
    void preserved(List<PreservedTable> tables, List<String> writtenBesides) {
        List<Row> rows = new ArrayList<>();
        List<PreservedTable> others = new ArrayList<>();
        for (PreservedTable table : tables) {
            if (table.linked() && rows.size() < MOST_NAMED) {
                rows.add(row(table));
            } else {
                others.add(table);
            }
        }
        if (others.size() == 1) {
            rows.add(row(others.get(0)));
        } else if (!others.isEmpty()) {
            rows.add(row(others));
        }
        page.heading("plan.preserved").table(rows);
        if (!writtenBesides.isEmpty()) {
            page.heading("plan.allowed-writes");
            writtenBesides.forEach(table -> page.writeLine(Emphasis.PLAIN, page.messages.value(table)));
        }
    }

    /** Writes the allowed functions and servers. */
    void allowances(Plan plan) {
        allowances("plan.allowed-functions", plan.allowedFunctions());
        allowances("plan.allowed-servers", plan.allowedServers());
    }

    private void allowances(String heading, Set<String> names) {
        if (!names.isEmpty()) {
            page.heading(heading);
            new TreeSet<>(names).forEach(name -> page.writeLine(Emphasis.PLAIN, page.messages.value(name)));
        }
    }

    private Row row(PlannedDeletion deletion) {
        String table = page.messages.value(deletion.table());
        if (deletion.counted().isEmpty()) {
            return new Row(table, "?", page.messages.text("plan.unreadable"));
        }
        String where = deletion.where() == null ? "" : "WHERE " + page.messages.value(deletion.where());
        return new Row(table, page.messages.number(deletion.rows()), now(deletion.now(), where));
    }

    private Row row(PreservedTable preserved) {
        String table = page.messages.value(preserved.table());
        return preserved.rows().isEmpty()
                ? new Row(table, "?", page.messages.text("plan.never-analysed"))
                : row(table, preserved.rows().getAsLong(), preserved.estimated());
    }

    /** Returns one row for the tables without lines of their own; tables that were never analysed count as empty. */
    private Row row(List<PreservedTable> others) {
        String tables = page.messages.text("plan.other-tables", others.size());
        if (others.stream().allMatch(table -> table.rows().isEmpty())) {
            return new Row(tables, "?", "");
        }
        return row(
                tables,
                others.stream().mapToLong(table -> table.rows().orElse(0)).sum(),
                others.stream().anyMatch(PreservedTable::estimated));
    }

    private Row row(String tables, long rows, boolean estimated) {
        String number = page.messages.number(rows);
        return estimated
                ? new Row(tables, "~ " + number, page.messages.text("plan.estimated"))
                : new Row(tables, number, "");
    }
}
