package io.github.ouigate.plan.check;

import io.github.ouigate.db.LiquibaseNames;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.schema.Relation;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.SimilarNames;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reports a missing table, with similar tables and their spelling in a job. */
record MissingTable(Tables catalog, LiquibaseNames names) {
    /** The maximum number of suggestions. */
    private static final int SIMILAR = 3;

    Hazard hazard(Deletion deletion) throws SQLException {
        String name = deletion.schema() == null ? deletion.table() : deletion.schema() + "." + deletion.table();
        List<Relation> similar =
                SimilarNames.of(deletion.table(), catalog.all(), relation -> relation.name()
                                .name())
                        .stream()
                        .limit(SIMILAR)
                        .toList();
        if (similar.isEmpty()) {
            return Hazard.block(Code.TABLE_MISSING, name, name, "", Message.of("table.other-database"));
        }
        List<Message> there = similar.stream()
                .map(relation -> Message.of(
                        "table.there", relation.name(), relation.kind().words()))
                .toList();
        return Hazard.block(Code.TABLE_MISSING, name, name, Message.of("table.similar", there), remedy(similar.get(0)));
    }

    private Message remedy(Relation meant) throws SQLException {
        TableName name = meant.name();
        if (meant.kind() != Relation.Kind.TABLE) {
            return Message.of("table.behind", name);
        }
        if (!isWritable(names.table(name.name()), name.name())) {
            return Message.of("table.rename", name, "ALTER TABLE " + name.sql() + " RENAME TO …;");
        }
        boolean inDefault =
                catalog.defaultSchema().filter(name.schema()::equals).isPresent();
        return inDefault
                ? Message.of("table.write", name, name.name())
                : Message.of("table.write-schema", name, name.schema(), name.name());
    }

    /** Returns whether Liquibase's statements resolve {@code name} to itself. */
    private static boolean isWritable(Optional<String> read, String name) {
        return read.filter(name::equals).isPresent();
    }
}
