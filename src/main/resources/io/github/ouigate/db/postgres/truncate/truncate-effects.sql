-- The differences between TRUNCATE and DELETE for some tables and their children: kind, table, name, and other table.
WITH RECURSIVE family (oid) AS (
    SELECT t::oid FROM unnest(?::regclass[]) AS t
    UNION
    SELECT inhrelid FROM pg_inherits JOIN family ON inhparent = oid),
outside (oid, parent, child, referenced, name) AS (
    SELECT oid, conparentid, conrelid, confrelid, conname FROM pg_constraint
    WHERE contype = 'f' AND confrelid IN (SELECT oid FROM family) AND conrelid NOT IN (SELECT oid FROM family)),
published (oid, name, truncates) AS (
    SELECT c.oid, p.pubname, p.pubtruncate FROM family JOIN pg_class c USING (oid) CROSS JOIN pg_publication p
    WHERE (p.pubtruncate OR p.pubdelete) AND c.relkind = 'r'
      AND EXISTS (SELECT FROM pg_publication_tables t
                  JOIN pg_namespace tn ON tn.nspname = t.schemaname
                  JOIN pg_class tc ON tc.relnamespace = tn.oid AND tc.relname = t.tablename
                  WHERE t.pubname = p.pubname
                    AND (tc.oid = c.oid OR tc.oid IN (SELECT * FROM pg_partition_ancestors(c.oid))))),
effect (kind, oid, name, other) AS (
    SELECT 'OUTSIDE_KEY', referenced, name::text, format('%s.%s', n.nspname, c.relname)
    FROM outside JOIN pg_class c ON c.oid = child JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE parent NOT IN (SELECT oid FROM outside)
    UNION ALL
    SELECT fires.kind, tgrelid, tgname, ''
    FROM pg_trigger t JOIN family ON tgrelid = family.oid
    JOIN (VALUES ('DELETE_TRIGGER', 8), ('TRIGGER', 32)) AS fires (kind, type) ON tgtype & fires.type <> 0
    WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.oid = t.tgconstraint AND k.contype = 'f')
      AND tgenabled IN ('O', 'A')
    UNION ALL
    SELECT 'ROW_SECURITY', c.oid, '', '' FROM pg_class c JOIN family USING (oid) WHERE relrowsecurity
    UNION ALL
    SELECT 'INVALID_INDEX', indrelid, c.relname, '' FROM pg_index JOIN pg_class c ON c.oid = indexrelid
    WHERE indrelid IN (SELECT oid FROM family) AND c.relkind = 'i' AND NOT (indisvalid AND indisready AND indislive)
    UNION ALL
    SELECT CASE WHEN truncates THEN 'PUBLISHED' ELSE 'UNPUBLISHED' END, oid, name, '' FROM published
    UNION ALL
    SELECT 'STANDBY', NULL, coalesce(nullif(application_name, ''), pid::text), '' FROM pg_stat_replication
    WHERE pid NOT IN (SELECT active_pid FROM pg_replication_slots WHERE slot_type = 'logical' AND active_pid IS NOT NULL)
    UNION ALL
    SELECT 'STANDBY', NULL, slot_name, '' FROM pg_replication_slots WHERE slot_type = 'physical' AND NOT active
    UNION ALL
    SELECT 'SLOT', NULL, slot_name, plugin FROM pg_replication_slots
    WHERE slot_type = 'logical' AND database = current_database() AND plugin <> 'pgoutput')
SELECT DISTINCT kind, n.nspname, c.relname, effect.name, effect.other
FROM effect LEFT JOIN pg_class c USING (oid) LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
ORDER BY 1, 2, 3, 4, 5
