package io.github.ouigate.db.postgres;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The optional views and functions that the role lacks privileges on. Managed services revoke some of them. The server
 * rejects any statement that names one.
 *
 * @param names the views, and the functions with their parameters, as in own-settings.sql
 * @param emptyViews the definition of a common table expression that replaces a view by an empty one, by the view's
 *     name
 */
record DeniedReads(List<String> names, Map<String, String> emptyViews) {
    static final DeniedReads NONE = new DeniedReads(List.of(), Map.of());

    private static final Pattern WITH = Pattern.compile("\\s*WITH (RECURSIVE )?");

    /** The replacement for the call of each function. */
    private static final Map<String, String> NOTHING = Map.of(
            "pg_control_system()", "(SELECT NULL::bigint AS system_identifier) AS nothing",
            "pg_current_wal_insert_lsn()", "NULL::pg_lsn",
            "pg_stat_get_live_tuples(oid)", "NULL::bigint",
            "pg_blocking_pids(integer)", "NULL::int[]",
            "pg_stat_clear_snapshot()", "NULL");

    DeniedReads {
        names = List.copyOf(names);
        emptyViews = Map.copyOf(emptyViews);
    }

    static DeniedReads of(Collection<String> names, List<String> views, List<String> definitions) {
        Map<String, String> empty = new TreeMap<>();
        for (int i = 0; i < views.size(); i++) {
            empty.put(views.get(i), definitions.get(i));
        }
        return new DeniedReads(List.copyOf(new TreeSet<>(names)), empty);
    }

    /** Returns whether any of these views cannot be read. */
    boolean hasView(String... views) {
        return List.of(views).stream().anyMatch(emptyViews::containsKey);
    }

    /** Returns {@code sql} with the denied views and functions replaced by empty or NULL results. */
    String without(String sql) {
        String permitted = sql;
        for (String name : names) {
            String nothing = NOTHING.get(name);
            if (nothing != null) {
                String function = name.substring(0, name.indexOf('('));
                permitted = permitted.replaceAll("\\b" + function + "\\([^()]*\\)", Matcher.quoteReplacement(nothing));
            }
        }
        String hidden = emptyViews.entrySet().stream()
                .filter(view -> Pattern.compile("\\b" + view.getKey() + "\\b")
                        .matcher(sql)
                        .find())
                .map(Map.Entry::getValue)
                .sorted()
                .collect(Collectors.joining(", "));
        return hidden.isEmpty() ? permitted : with(hidden, permitted);
    }

    /** Prepends common table expressions; an unqualified name resolves to them before views. */
    private static String with(String expressions, String sql) {
        Matcher with = WITH.matcher(sql);
        return with.lookingAt()
                ? with.group() + expressions + ", " + sql.substring(with.end())
                : "WITH " + expressions + " " + sql;
    }
}
