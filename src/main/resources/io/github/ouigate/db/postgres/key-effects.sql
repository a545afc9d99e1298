-- The foreign keys that reference the family's tables. Both ends are roots of partitions. For a FROM clause, the query
-- returns ONLY for tables that others can inherit from, and the OIDs of the parts for keys of partitions and for
-- referencing tables that others inherit from. Constraints
-- inherited by partitions are omitted if the parent's constraint is included, as are those that PostgreSQL 18 does not
-- enforce. SET NULL with a column list exists since PostgreSQL 15.
SELECT k.conname,
       CASE k.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET_NULL' WHEN 'd' THEN 'SET_DEFAULT'
                          ELSE 'NO_ACTION' END,
       ARRAY (SELECT a.attname FROM unnest(k.conkey) WITH ORDINALITY AS c (attnum, place)
              JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.attnum
              WHERE k.confdeltype IN ('n', 'd')
                AND coalesce(nullif(to_jsonb(k) -> 'confdelsetcols', 'null') @> to_jsonb(c.attnum), true)
              ORDER BY place)::text[],
       cn.nspname, c.relname,
       ARRAY (SELECT a.attname FROM unnest(k.conkey) WITH ORDINALITY AS c (attnum, place)
              JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.attnum ORDER BY place)::text[],
       c.oid = k.conrelid AND c.relkind = 'r',
       ARRAY (SELECT k.conrelid
              WHERE c.oid <> k.conrelid
                 OR (c.relkind = 'r' AND EXISTS (SELECT FROM pg_inherits WHERE inhparent = c.oid))
              UNION SELECT relid FROM pg_partition_tree(k.conrelid) WHERE c.oid <> k.conrelid)::text[],
       pn.nspname, p.relname,
       ARRAY (SELECT a.attname FROM unnest(k.confkey) WITH ORDINALITY AS c (attnum, place)
              JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.attnum ORDER BY place)::text[],
       p.oid = k.confrelid AND p.relkind = 'r',
       ARRAY (SELECT k.confrelid WHERE p.oid <> k.confrelid
              UNION SELECT relid FROM pg_partition_tree(k.confrelid) WHERE p.oid <> k.confrelid)::text[],
       %s,
       %s
FROM pg_constraint k
JOIN pg_class c
  ON c.oid = coalesce((SELECT min(root) FROM family WHERE oid = k.conrelid), pg_partition_root(k.conrelid), k.conrelid)
JOIN pg_namespace cn ON cn.oid = c.relnamespace
JOIN pg_class p ON p.oid = (SELECT min(root) FROM family WHERE oid = k.confrelid)
JOIN pg_namespace pn ON pn.oid = p.relnamespace
WHERE k.contype = 'f' AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
  AND NOT EXISTS (SELECT FROM pg_constraint parent
                  WHERE parent.oid = k.conparentid AND parent.confrelid IN (SELECT oid FROM family))
ORDER BY 4, 5, 1
