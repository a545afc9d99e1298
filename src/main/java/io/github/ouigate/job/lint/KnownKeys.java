package io.github.ouigate.job.lint;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.SimilarNames;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that a mapping in a job may have, and the faults for others.
 *
 * @param owner the key of the mapping
 * @param code the fault for an unknown key
 * @param otherwise the message key of the remedy if no known key is similar
 * @param names the keys in the order in which they are suggested
 * @param refused Liquibase's keys that have faults of their own and are not suggested
 */
record KnownKeys(String owner, String code, String otherwise, List<String> names, Set<String> refused) {
    static final KnownKeys DOCUMENT =
            of("changelog", "unknown-entry", "job.keep-document", List.of("databaseChangeLog"));

    static final KnownKeys ENTRY = new KnownKeys(
            "databaseChangeLog",
            "unknown-entry",
            "job.keep-entries",
            List.of("logicalFilePath", "property", "changeSet"),
            Set.of("include", "includeAll"));

    static final KnownKeys PROPERTY =
            of("property", "property-attribute", "job.keep-property", List.of("name", "value"));

    static final KnownKeys CHANGE_SET = new KnownKeys(
            "changeSet",
            "unknown-attribute",
            "job.remove",
            List.of(
                    "id",
                    "author",
                    "contextFilter",
                    "context",
                    "labels",
                    "comment",
                    "runAlways",
                    "runOnChange",
                    "runInTransaction",
                    "failOnError",
                    "preConditions",
                    "changes"),
            Set.of("runWith", "runWithSpoolFile", "validCheckSum"));

    static final KnownKeys GATE = of(
            "preConditions",
            "other-precondition",
            "job.keep-gate",
            List.of("onFail", "onError", "onSqlOutput", "changeLogPropertyDefined"));

    static final KnownKeys CONDITION =
            of("changeLogPropertyDefined", "unknown-attribute", "job.remove", List.of("property", "value"));

    static final KnownKeys CHANGE = of("changes", "other-change", "job.move-change", List.of("delete", "tagDatabase"));

    static final KnownKeys DELETE =
            of("delete", "unknown-attribute", "job.remove-from-delete", List.of("schemaName", "tableName", "where"));

    static final KnownKeys TAG = of("tagDatabase", "unknown-attribute", "job.remove", List.of("tag"));

    private static KnownKeys of(String owner, String code, String otherwise, List<String> names) {
        return new KnownKeys(owner, code, otherwise, names, Set.of());
    }

    boolean contains(String key) {
        return names.contains(key) || refused.contains(key);
    }

    /**
     * Returns the key that an unknown one stands for: the most similar one; else a missing one whose words all occur in
     * the unknown one, or the reverse, such as {@code where} for {@code whereClause}; else the only possible key if the
     * unknown one is the only entry.
     */
    Optional<String> meant(String key, Collection<String> present) {
        boolean alone = names.size() == 1 && present.size() == 1;
        return SimilarNames.of(key, names).stream().findFirst().or(() -> names.stream()
                .filter(name -> !present.contains(name))
                .filter(name -> alone
                        || words(name).containsAll(words(key))
                        || words(key).containsAll(words(name)))
                .findFirst());
    }

    /** Returns the remedy for an unknown key. */
    Message remedy(String key, Optional<String> meant, Collection<String> present) {
        return meant.map(name -> Message.of(present.contains(name) ? "job.meant-twice" : "job.meant", name))
                .orElseGet(() -> Message.of(otherwise, key, String.join(", ", names)));
    }

    private static List<String> words(String key) {
        return List.of(key.replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .replaceAll("[^A-Za-z0-9]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT)
                .split(" "));
    }
}
