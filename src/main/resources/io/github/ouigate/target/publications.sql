-- The publications that send deletes from the family's tables, and whether the deleted rows can be named.
SELECT DISTINCT p.pubname, n.nspname, c.relname,
       c.relreplident = 'f' OR EXISTS (
           SELECT FROM pg_index i
           WHERE i.indrelid = c.oid AND i.indimmediate
             AND CASE c.relreplident WHEN 'd' THEN i.indisprimary WHEN 'i' THEN i.indisreplident END)
FROM family
JOIN pg_class c USING (oid) JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN pg_publication p
WHERE p.pubdelete AND c.relkind = 'r'
  AND EXISTS (SELECT FROM pg_publication_tables t
              JOIN pg_namespace tn ON tn.nspname = t.schemaname
              JOIN pg_class tc ON tc.relnamespace = tn.oid AND tc.relname = t.tablename
              WHERE t.pubname = p.pubname
                AND (tc.oid = c.oid OR tc.oid IN (SELECT * FROM pg_partition_ancestors(c.oid))))
ORDER BY 2, 3, 1
