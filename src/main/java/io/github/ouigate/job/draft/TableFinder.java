package io.github.ouigate.job.draft;

import io.github.ouigate.db.Tables;
import io.github.ouigate.db.schema.Relation;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.SimilarNames;
import io.github.ouigate.message.UsageException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a table by its name, with or without schema, in the displayed form or quoted as in SQL.
 *
 * @param catalog supplies the relations
 */
public record TableFinder(Tables catalog) {
    private static final String PART = "\"((?:[^\"]|\"\")+)\"";
    private static final Pattern QUOTED =
            Pattern.compile("(?:(?:" + PART + "|([^\".]+))\\.)?(?:" + PART + "|([^\".]+))");

    /**
     * Returns the table.
     *
     * @throws UsageException if the table does not exist or is not an ordinary table, or the name is ambiguous
     */
    public TableName find(String text) throws SQLException {
        List<Relation> all = catalog.all();
        List<Relation> found = quoted(text)
                .map(table -> matching(all, relation -> fits(table, relation.name())))
                .orElseGet(() -> shown(all, text));
        Optional<String> here = catalog.defaultSchema();
        List<Relation> first = matching(
                found, relation -> here.filter(relation.name().schema()::equals).isPresent());
        Relation relation = single(text, first.isEmpty() ? found : first, all);
        if (relation.kind() != Relation.Kind.TABLE) {
            throw new UsageException(Message.of(
                    "draft.not-a-table", relation.name(), relation.kind().words()));
        }
        return relation.name();
    }

    /** Returns the relations displayed as {@code text}; if there are none, those that differ only in case. */
    private static List<Relation> shown(List<Relation> all, String text) {
        List<Relation> exact = matching(
                all,
                relation -> text.equals(relation.name().name())
                        || text.equals(relation.name().toString()));
        return exact.isEmpty()
                ? matching(
                        all,
                        relation -> text.equalsIgnoreCase(relation.name().name())
                                || text.equalsIgnoreCase(relation.name().toString()))
                : exact;
    }

    private static Relation single(String text, List<Relation> found, List<Relation> all) {
        if (found.size() > 1) {
            throw new UsageException(Message.of(
                    "draft.several",
                    text,
                    found.stream()
                            .map(relation -> relation.name().sql())
                            .sorted()
                            .toList()));
        }
        if (found.isEmpty()) {
            List<String> names = new ArrayList<>();
            all.forEach(relation -> names.add(relation.name().name()));
            all.forEach(relation -> names.add(relation.name().toString()));
            throw new UsageException(SimilarNames.of(text, names).stream()
                    .findFirst()
                    .map(meant -> Message.of("draft.similar", text, meant))
                    .orElseGet(() -> Message.of("draft.no-table", text)));
        }
        return found.get(0);
    }

    private static List<Relation> matching(List<Relation> all, Predicate<Relation> filter) {
        return all.stream().filter(filter).toList();
    }

    private record Parts(Optional<String> schema, String name) {}

    /** Returns the parts of a name that contains quotes. */
    private static Optional<Parts> quoted(String text) {
        Matcher parts = QUOTED.matcher(text);
        return text.indexOf('"') >= 0 && parts.matches()
                ? Optional.of(new Parts(part(parts, 1), part(parts, 3).orElseThrow()))
                : Optional.empty();
    }

    private static Optional<String> part(Matcher parts, int group) {
        return Optional.ofNullable(parts.group(group))
                .map(name -> name.replace("\"\"", "\""))
                .or(() -> Optional.ofNullable(parts.group(group + 1)));
    }

    private static boolean fits(Parts parts, TableName table) {
        return parts.name().equals(table.name())
                && parts.schema()
                        .filter(schema -> !schema.equals(table.schema()))
                        .isEmpty();
    }
}
