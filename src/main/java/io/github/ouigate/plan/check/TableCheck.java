package io.github.ouigate.plan.check;

import io.github.ouigate.db.Right;
import io.github.ouigate.db.schema.ChildTable;
import io.github.ouigate.db.schema.Relation;
import io.github.ouigate.db.schema.Relation.Place;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks the tables of a job: their kind, schema, privileges and partitions. */
public final class TableCheck {
    private TableCheck() {}

    /** Returns the hazards of a table name. */
    static List<Hazard> name(Deletion deletion, List<Relation> relations, MissingTable missing) throws SQLException {
        String name = deletion.schema() == null ? deletion.table() : deletion.schema() + "." + deletion.table();
        List<TableName> targets = at(Place.TARGET, relations);
        List<Hazard> hazards = new ArrayList<>();
        at(Place.TEMPORARY, relations)
                .forEach(table -> hazards.add(Hazard.block(Code.TEMPORARY_TABLE, table, name, table.sql())));
        if (!targets.isEmpty()) {
            Relation target = relations.get(0);
            if (target.kind() != Relation.Kind.TABLE) {
                hazards.add(Hazard.block(
                        Code.NOT_A_TABLE,
                        target.name(),
                        target.name(),
                        target.kind().words()));
            }
            if (deletion.schema() == null) {
                at(Place.SEARCH_PATH, relations)
                        .forEach(table -> hazards.add(Hazard.note(Code.SAME_NAME, table, table, target.name())));
            }
            return hazards;
        }
        List<TableName> elsewhere = elsewhere(relations);
        hazards.add(
                elsewhere.isEmpty()
                        ? missing.hazard(deletion)
                        : Hazard.block(
                                Code.TABLE_ELSEWHERE,
                                name,
                                name,
                                elsewhere,
                                elsewhere.get(0).schema()));
        return hazards;
    }

    /** Returns the relations with the name in other places; those in the search path come first. */
    static List<TableName> elsewhere(List<Relation> relations) {
        List<TableName> elsewhere = new ArrayList<>(at(Place.SEARCH_PATH, relations));
        elsewhere.addAll(at(Place.ELSEWHERE, relations));
        return elsewhere;
    }

    private static List<TableName> at(Place place, List<Relation> relations) {
        return relations.stream()
                .filter(relation -> relation.place() == place)
                .map(Relation::name)
                .toList();
    }

    public static List<Hazard> rights(@Nullable TableName table, List<Right> lacking, String role) {
        return lacking.stream()
                .map(right -> Hazard.block(
                        Code.RIGHT_MISSING, table, right.privilege().name(), right.on(), TableName.quote(role)))
                .toList();
    }

    /** Returns the hazards of partitions and inheriting tables. */
    public static List<Hazard> children(Collection<TableName> purged, List<ChildTable> children) {
        List<Hazard> hazards = new ArrayList<>();
        for (ChildTable child : children) {
            if (purged.contains(child.name())) {
                hazards.add(Hazard.block(Code.PART_OF_ANOTHER, child.name(), child.name(), child.root()));
            }
            if (child.foreign()) {
                hazards.add(Hazard.block(Code.FOREIGN_PARTITION, child.name(), child.name(), child.root()));
            }
        }
        byRoot(ChildTable.Kind.PARTITION, children)
                .forEach((root, parts) -> hazards.add(Hazard.note(Code.PARTITIONS, root, root, parts, parts.size())));
        byRoot(ChildTable.Kind.INHERITING, children)
                .forEach((root, parts) ->
                        hazards.add(Hazard.warn(Code.INHERITING_TABLES, root, root, parts, parts.size())));
        return hazards;
    }

    private static Map<TableName, List<TableName>> byRoot(ChildTable.Kind kind, List<ChildTable> children) {
        return children.stream()
                .filter(child -> child.kind() == kind)
                .collect(Collectors.groupingBy(
                        ChildTable::root, Collectors.mapping(ChildTable::name, Collectors.toList())));
    }
}
