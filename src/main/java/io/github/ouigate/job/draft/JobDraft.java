package io.github.ouigate.job.draft;

import io.github.ouigate.db.schema.ChildTable;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import java.util.List;

/**
 * A job before it is written.
 *
 * @param tables those that it deletes from, in the order of the deletes
 * @param changing foreign keys of other tables whose rows lose their reference when rows are deleted
 * @param selfReferences foreign keys from a table that is not emptied to itself
 * @param cycle tables that reference each other in a circle, so that none of them comes first; empty if there is none
 * @param parts the partitions of the tables, and the tables that inherit from them: their rows go as well
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

    /** Returns the tables that nobody named, and that have to go along. */
    public List<DraftTable> dependents() {
        return tables.stream().filter(table -> !table.requested()).toList();
    }
}
