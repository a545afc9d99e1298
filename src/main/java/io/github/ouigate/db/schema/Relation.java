package io.github.ouigate.db.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A table, view or the like that a name can refer to. */
public record Relation(TableName name, Kind kind, Place place) {
    /** Returns the ordinary table among some relations that Liquibase's statements name. */
    public static Optional<TableName> target(List<Relation> relations) {
        return relations.stream()
                .filter(relation -> relation.place == Place.TARGET && relation.kind == Kind.TABLE)
                .map(Relation::name)
                .findFirst();
    }

    /** The kinds of relation. */
    public enum Kind {
        /** A table, partitioned or not. */
        TABLE,
        VIEW,
        MATERIALIZED_VIEW,
        FOREIGN_TABLE;

        /** Returns the kind as SQL calls it. */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** The ways to a relation. */
    public enum Place {
        /** Liquibase's statements name it. */
        TARGET,
        /** It is this session's own, and hides the others from statements that name no schema. */
        TEMPORARY,
        /** It is in another schema of the search path. */
        SEARCH_PATH,
        /** It is in a schema that only statements which name it reach. */
        ELSEWHERE
    }
}
