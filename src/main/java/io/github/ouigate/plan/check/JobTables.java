package io.github.ouigate.plan.check;

import io.github.ouigate.db.LiquibaseNames;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.Right;
import io.github.ouigate.db.Right.Privilege;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.schema.Relation;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.job.Job;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the tables of a job as Liquibase's statements will resolve them.
 *
 * @param hazards receives the hazards of the tables
 */
public record JobTables(
        Tables catalog, Privileges privileges, LiquibaseNames names, String role, List<Hazard> hazards) {

    /** Returns the accessible tables with their deletes, in order. */
    public Map<TableName, Deletion> find(Job job) throws SQLException {
        Map<TableName, Deletion> tables = new LinkedHashMap<>();
        for (Deletion deletion : job.deletions()) {
            List<Hazard> misspelt = misspelt(deletion);
            hazards.addAll(misspelt);
            Optional<TableName> table = misspelt.isEmpty() ? find(deletion) : Optional.empty();
            if (table.isPresent() && tables.containsKey(table.get())) {
                hazards.add(Hazard.block(Code.TABLE_TWICE, table.get(), table.get()));
            } else if (table.isPresent()) {
                tables.put(table.get(), deletion);
            }
        }
        return tables;
    }

    private Optional<TableName> find(Deletion deletion) throws SQLException {
        List<Relation> relations = catalog.named(deletion.schema(), deletion.table());
        hazards.addAll(TableCheck.name(deletion, relations, new MissingTable(catalog, names)));
        Optional<TableName> table = Relation.target(relations);
        // Without USAGE, a schema is not the default schema, and its tables appear to be in another one.
        for (TableName found : table.map(List::of).orElse(TableCheck.elsewhere(relations))) {
            List<Right> lacking = lacking(privileges, found);
            if (lacking.stream().anyMatch(right -> right.privilege() == Privilege.USAGE)) {
                hazards.addAll(TableCheck.rights(found, lacking, role));
                table = Optional.empty(); // it cannot be inspected
            }
        }
        return table;
    }

    /** Returns the privileges for a delete that the role lacks on a table. */
    public static List<Right> lacking(Privileges privileges, TableName table) throws SQLException {
        return privileges.lacking(table, List.of(Privilege.SELECT, Privilege.DELETE));
    }

    private List<Hazard> misspelt(Deletion deletion) throws SQLException {
        List<Hazard> misspelt = new ArrayList<>();
        if (deletion.schema() != null && names.schema(deletion.schema()).isEmpty()) {
            misspelt.add(Hazard.block(Code.MISSPELT, null, deletion.schema()));
        }
        if (names.table(deletion.table()).isEmpty()) {
            misspelt.add(Hazard.block(Code.MISSPELT, null, deletion.table()));
        }
        return misspelt;
    }
}
