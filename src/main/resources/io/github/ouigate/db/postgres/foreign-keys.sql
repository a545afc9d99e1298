-- The foreign keys from or to the family's tables. Child tables are replaced by their roots. Constraints inherited by
-- partitions are omitted if the parent's constraint is included, as are constraints that PostgreSQL 18 does not
-- enforce. A partitioned table counts as indexed if each partition is: partitions are scanned separately and have
-- column numbers of their own. For tables without an index, the query returns whether the role can create one. The last
-- columns are the tables whose rows the key constrains and references, empty for all rows: a key of a partition covers
-- no other partition, and no key covers the rows of inheriting tables.
SELECT fn.nspname, f.relname, tn.nspname, t.relname, k.conname,
       CASE k.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET_NULL' WHEN 'd' THEN 'SET_DEFAULT'
                          ELSE 'NO_ACTION' END,
       names.columns, names.keys,
       scanned.schemas, scanned.tables, scanned.indexable,
       f.relkind = 'p',
       (SELECT sum(greatest(l.reltuples, pg_stat_get_live_tuples(l.oid), 0))
        FROM pg_class l
        WHERE l.oid = ANY (ARRAY (SELECT k.conrelid UNION SELECT relid FROM pg_partition_tree(k.conrelid))))::bigint,
       %s,
       k.condeferrable, k.confdeltype = 'r', %s,
       NOT EXISTS (SELECT FROM pg_attribute a
                   WHERE a.attrelid = k.conrelid AND a.attnotnull AND a.attnum = ANY (k.conkey)
                     AND coalesce(nullif(to_jsonb(k) -> 'confdelsetcols', 'null') @> to_jsonb(a.attnum), true)),
       pg_get_constraintdef(k.oid),
       (SELECT sum(greatest(l.reltuples, pg_stat_get_live_tuples(l.oid), 0)) FROM pg_class l
        WHERE l.oid = ANY (ARRAY (SELECT k.confrelid UNION SELECT relid FROM pg_partition_tree(k.confrelid))))::bigint,
       constrained.ids, constrained.schemas, constrained.tables,
       referenced.ids, referenced.schemas, referenced.tables
FROM pg_constraint k
CROSS JOIN LATERAL (
    SELECT ARRAY (SELECT a.attname FROM unnest(k.conkey) WITH ORDINALITY AS c (attnum, place)
                  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.attnum ORDER BY place)::text[] AS columns,
           ARRAY (SELECT a.attname FROM unnest(k.confkey) WITH ORDINALITY AS c (attnum, place)
                  JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.attnum ORDER BY place)::text[] AS keys
    ) AS names
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(n.nspname ORDER BY s.oid), '{}')::text[] AS schemas,
           coalesce(array_agg(s.relname ORDER BY s.oid), '{}')::text[] AS tables,
           coalesce(bool_and(pg_has_role(s.relowner, 'USAGE') AND has_schema_privilege(n.oid, 'CREATE')), false)
               AS indexable
    FROM pg_class s JOIN pg_namespace n ON n.oid = s.relnamespace
    WHERE s.oid = ANY (ARRAY (SELECT k.conrelid UNION SELECT relid FROM pg_partition_tree(k.conrelid)))
      AND s.relkind = 'r'
      AND NOT EXISTS (
          SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
          WHERE i.indrelid = s.oid AND i.indisvalid AND i.indpred IS NULL
            AND (m.amname IN ('btree', 'hash') OR (m.amname = 'gist' AND to_jsonb(k) @> '{"conperiod": true}'))
            AND i.indnkeyatts >= cardinality(k.conkey)
            AND ARRAY (SELECT a.attname FROM pg_attribute a
                       WHERE a.attrelid = s.oid
                         AND a.attnum = ANY ((i.indkey::int2[])[0:cardinality(k.conkey) - 1]))::text[]
                @> names.columns)) AS scanned
JOIN pg_class f ON f.oid = coalesce((SELECT min(root) FROM family WHERE oid = k.conrelid), k.conrelid)
JOIN pg_namespace fn ON fn.oid = f.relnamespace
JOIN pg_class t ON t.oid = coalesce((SELECT min(root) FROM family WHERE oid = k.confrelid), k.confrelid)
JOIN pg_namespace tn ON tn.oid = t.relnamespace
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(p.oid ORDER BY p.oid), '{}')::text[] AS ids,
           coalesce(array_agg(n.nspname ORDER BY p.oid), '{}')::text[] AS schemas,
           coalesce(array_agg(p.relname ORDER BY p.oid), '{}')::text[] AS tables
    FROM pg_class p JOIN pg_namespace n ON n.oid = p.relnamespace
    WHERE (f.oid <> k.conrelid OR (f.relkind = 'r' AND EXISTS (SELECT FROM pg_inherits WHERE inhparent = f.oid)))
      AND p.oid = ANY (ARRAY (SELECT k.conrelid UNION SELECT relid FROM pg_partition_tree(k.conrelid) WHERE isleaf))
    ) AS constrained
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(p.oid ORDER BY p.oid), '{}')::text[] AS ids,
           coalesce(array_agg(n.nspname ORDER BY p.oid), '{}')::text[] AS schemas,
           coalesce(array_agg(p.relname ORDER BY p.oid), '{}')::text[] AS tables
    FROM pg_class p JOIN pg_namespace n ON n.oid = p.relnamespace
    WHERE (t.oid <> k.confrelid OR (t.relkind = 'r' AND EXISTS (SELECT FROM pg_inherits WHERE inhparent = t.oid)))
      AND p.oid = ANY (ARRAY (SELECT k.confrelid UNION SELECT relid FROM pg_partition_tree(k.confrelid) WHERE isleaf))
    ) AS referenced
WHERE k.contype = 'f' AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
  AND (k.conrelid IN (SELECT oid FROM family) OR k.confrelid IN (SELECT oid FROM family))
  AND NOT EXISTS (SELECT FROM pg_constraint p
                  WHERE p.oid = k.conparentid
                    AND (p.conrelid IN (SELECT oid FROM family) OR p.confrelid IN (SELECT oid FROM family)))
ORDER BY 1, 2, 5
