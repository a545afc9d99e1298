-- The publications of deletes from the family's tables, or of updates, and whether such a statement succeeds. Row
-- filters and column lists exist since PostgreSQL 15, so that pg_publication_rel is read as JSON. A filter may use only
-- columns of the replica identity, and a column list must contain all of them. With REPLICA IDENTITY FULL, a filter may
-- use any column, and no list is permitted.
SELECT DISTINCT
       CASE WHEN c.relreplident <> 'f' AND identity.columns IS NULL THEN 'REPLICA_IDENTITY'
            WHEN EXISTS (
                SELECT FROM pg_publication_rel r CROSS JOIN to_jsonb(r) AS j
                WHERE r.prpubid = p.oid
                  AND (r.prrelid = c.oid OR r.prrelid IN (SELECT * FROM pg_partition_ancestors(c.oid)))
                  AND (j ->> 'prattrs' IS NOT NULL
                       AND (c.relreplident = 'f'
                            OR NOT ARRAY (SELECT jsonb_array_elements_text(j -> 'prattrs')::int2) @> identity.columns)
                       OR c.relreplident <> 'f'
                       AND NOT identity.columns
                               @> ARRAY (SELECT m[1]::int2
                                         FROM regexp_matches(j ->> 'prqual', ':varattno (\d+)', 'g') AS m)))
            THEN 'PUBLICATION_FILTER' ELSE 'PUBLICATION' END,
       n.nspname, c.relname, p.pubname
FROM family
JOIN pg_class c USING (oid) JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN LATERAL (
    SELECT i.indkey::int2[] AS columns FROM pg_index i
    WHERE i.indrelid = c.oid AND i.indimmediate
      AND CASE c.relreplident WHEN 'd' THEN i.indisprimary WHEN 'i' THEN i.indisreplident END) AS identity ON true
CROSS JOIN pg_publication p
WHERE p.:published AND c.relkind = 'r'
  AND EXISTS (SELECT FROM pg_publication_tables t
              JOIN pg_namespace tn ON tn.nspname = t.schemaname
              JOIN pg_class tc ON tc.relnamespace = tn.oid AND tc.relname = t.tablename
              WHERE t.pubname = p.pubname
                AND (tc.oid = c.oid OR tc.oid IN (SELECT * FROM pg_partition_ancestors(c.oid))))
ORDER BY 2, 3, 4
