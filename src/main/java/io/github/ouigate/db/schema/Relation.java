package io.github.ouigate.db.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A table, view or other relation that a name can refer to. */
public record Relation(TableName name, Kind kind, Place place) {
    /** Returns the ordinary table that Liquibase's statements resolve to. */
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

        /** Returns the kind in SQL's words. */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** How a name in a statement reaches the relation. */
    public enum Place {
        /** Liquibase's statements resolve to it. */
        TARGET,
        /** It is a temporary relation of the session; unqualified names resolve to it first. */
        TEMPORARY,
        /** It is in another schema of the search path. */
        SEARCH_PATH,
        /** It is in a schema outside the search path. */
        ELSEWHERE
    }
}
