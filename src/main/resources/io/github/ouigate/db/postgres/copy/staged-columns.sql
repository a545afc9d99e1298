-- The columns of a temporary table for rows of a table: name, definition, cast for values of a domain, and default.
-- Columns of a domain have its base type, without its constraints.
WITH RECURSIVE base (relation, attnum, oid, typmod, domain) AS (
    SELECT a.attrelid, a.attnum, a.atttypid, a.atttypmod, false FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT relation, attnum, t.typbasetype, t.typtypmod, true FROM base JOIN pg_type t ON t.oid = base.oid AND t.typtype = 'd')
SELECT a.attname,
       format_type(base.oid, base.typmod)
       || coalesce((SELECT format(' COLLATE %I.%I', ln.nspname, l.collname)
                    FROM pg_collation l JOIN pg_namespace ln ON ln.oid = l.collnamespace WHERE l.oid = a.attcollation), '')
       || CASE WHEN a.attgenerated = '' THEN ''
               ELSE ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') '
                    || CASE a.attgenerated WHEN 's' THEN 'STORED' ELSE 'VIRTUAL' END END,
       CASE WHEN base.domain THEN '::' || format_type(base.oid, base.typmod) ELSE '' END,
       CASE WHEN a.attgenerated = ''
            THEN coalesce(pg_get_expr(d.adbin, d.adrelid),
                          (SELECT pg_get_expr(o.typdefaultbin, 0) FROM pg_type o WHERE o.oid = a.atttypid)) END
FROM base
JOIN pg_type t ON t.oid = base.oid AND t.typtype <> 'd'
JOIN pg_attribute a ON a.attrelid = base.relation AND a.attnum = base.attnum
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
ORDER BY a.attnum
