-- Given relations and the children of tables among them, at any depth, with the definitions of views.
WITH RECURSIVE used (oid) AS (
    SELECT unnest(?::text[]::oid[])
    UNION
    SELECT inhrelid FROM pg_inherits JOIN used ON inhparent = used.oid)
SELECT nspname, relname,
       CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED_VIEW' WHEN 'f' THEN 'FOREIGN_TABLE' ELSE 'TABLE' END,
       CASE WHEN relkind = 'v' AND c.oid >= 16384
            THEN format('view %s:%s', c.oid::regclass, regexp_replace(pg_get_viewdef(c.oid), '\s+', ' ', 'g')) ELSE '' END
FROM used JOIN pg_class c USING (oid) JOIN pg_namespace n ON n.oid = relnamespace
WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
ORDER BY 1, 2
