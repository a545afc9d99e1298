package io.github.ouigate.job.draft;

import io.github.ouigate.db.schema.ChildTable;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import java.util.List;

/**
 * A job before it is written.
 *
 * @param tables the tables that it deletes from, in the order of the deletes
 * @param changing foreign keys of other tables whose rows lose their reference
 * @param selfReferences foreign keys of tables with a condition that reference their own table
 * @param cycle tables that reference each other in a cycle, so that none can come first; empty if there are none
 * @param parts the partitions and inheriting tables of the tables; their rows are deleted too
 */
public record JobDraft(
        List<DraftTable> tables,
        List<ForeignKey> changing,
        List<ForeignKey> selfReferences,
        List<TableName> cycle,
        List<ChildTable> parts) {
    public JobDraft {
        tables = List.copyOf(tables);
        changing = List.copyOf(changing);
        selfReferences = List.copyOf(selfReferences);
        cycle = List.copyOf(cycle);
        parts = List.copyOf(parts);
    }

    /** Returns the tables that were added because they reference others. */
    public List<DraftTable> dependents() {
        return tables.stream().filter(table -> !table.requested()).toList();
    }
}
