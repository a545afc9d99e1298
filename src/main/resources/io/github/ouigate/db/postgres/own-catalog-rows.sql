-- The rows of the server's catalogs, of all or of those that the current transaction has made: how many of them describe
-- temporary objects of the session, given indexes or given foreign keys, or tell where truncated tables are stored, and how many
-- describe anything else. (What others have committed since the transaction was given its number counts as made by it, and
-- as anything else.) A catalog without such rows is told too; what is not told here can describe nothing of these kinds.
WITH RECURSIVE own_keys (oid) AS (
    SELECT k.oid FROM pg_constraint k
    JOIN ROWS FROM (unnest(?::text[]), unnest(?::text[])) AS given (tab, conname)
      ON k.conrelid = to_regclass(tab) AND k.conname = given.conname
    UNION SELECT k.oid FROM pg_constraint k JOIN own_keys p ON k.conparentid = p.oid),
here (oldest) AS (SELECT age(pg_current_xact_id_if_assigned()::xid)),
temporary (oid) AS (
    SELECT oid FROM pg_namespace
    WHERE oid = pg_my_temp_schema()
       OR nspname = (SELECT 'pg_toast_' || substr(nspname, 4) FROM pg_namespace WHERE oid = pg_my_temp_schema())),
temporary_tables (oid) AS (SELECT oid FROM pg_class WHERE relnamespace IN (SELECT oid FROM temporary)),
own (classid, objid) AS (
    SELECT 'pg_namespace'::regclass, oid FROM temporary
    UNION ALL SELECT 'pg_class'::regclass, oid FROM temporary_tables
    UNION ALL SELECT 'pg_class'::regclass, to_regclass(given) FROM unnest(?::text[]) AS given
    UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type WHERE typnamespace IN (SELECT oid FROM temporary)
    UNION ALL SELECT 'pg_constraint'::regclass, oid FROM pg_constraint WHERE connamespace IN (SELECT oid FROM temporary)
    UNION ALL SELECT 'pg_constraint'::regclass, oid FROM own_keys
    UNION ALL SELECT 'pg_trigger'::regclass, oid FROM pg_trigger
              WHERE tgconstraint IN (SELECT oid FROM own_keys) OR tgrelid IN (SELECT oid FROM temporary_tables)
    UNION ALL SELECT 'pg_attrdef'::regclass, oid FROM pg_attrdef WHERE adrelid IN (SELECT oid FROM temporary_tables)
    UNION ALL SELECT 'pg_rewrite'::regclass, oid FROM pg_rewrite WHERE ev_class IN (SELECT oid FROM temporary_tables)),
%2$s, found (catalog, classid, objid) AS (
    SELECT 'pg_namespace', 'pg_namespace'::regclass, oid FROM pg_namespace, here WHERE %1$s
    UNION ALL SELECT 'pg_class', 'pg_class'::regclass, oid FROM pg_class, here WHERE %1$s
    UNION ALL SELECT 'pg_attribute', 'pg_class'::regclass, attrelid FROM pg_attribute, here WHERE %1$s
    UNION ALL SELECT 'pg_attrdef', 'pg_attrdef'::regclass, oid FROM pg_attrdef, here WHERE %1$s
    UNION ALL SELECT 'pg_index', 'pg_class'::regclass, indexrelid FROM pg_index, here WHERE %1$s
    UNION ALL SELECT 'pg_sequence', 'pg_class'::regclass, seqrelid FROM pg_sequence, here WHERE %1$s
    UNION ALL SELECT 'pg_inherits', 'pg_class'::regclass, inhrelid FROM pg_inherits, here WHERE %1$s
    UNION ALL SELECT 'pg_partitioned_table', 'pg_class'::regclass, partrelid FROM pg_partitioned_table, here WHERE %1$s
    UNION ALL SELECT 'pg_rewrite', 'pg_rewrite'::regclass, oid FROM pg_rewrite, here WHERE %1$s
    UNION ALL SELECT 'pg_type', 'pg_type'::regclass, oid FROM pg_type, here WHERE %1$s
    UNION ALL SELECT 'pg_constraint', 'pg_constraint'::regclass, oid FROM pg_constraint, here WHERE %1$s
    UNION ALL SELECT 'pg_trigger', 'pg_trigger'::regclass, oid FROM pg_trigger, here WHERE %1$s
    UNION ALL SELECT 'pg_description', classoid::regclass, objoid FROM pg_description, here WHERE %1$s
    UNION ALL SELECT 'pg_shdepend', classid::regclass, objid FROM pg_shdepend, here WHERE %1$s
    UNION ALL SELECT 'pg_depend', classid::regclass, objid FROM pg_depend, here WHERE %1$s)
SELECT catalog, count(coalesce(own.objid, truncated.oid)), count(found.objid) - count(coalesce(own.objid, truncated.oid))
FROM unnest('{pg_namespace, pg_class, pg_attribute, pg_attrdef, pg_index, pg_sequence, pg_inherits, pg_partitioned_table,
              pg_rewrite, pg_type, pg_constraint, pg_trigger, pg_description, pg_shdepend, pg_depend}'::text[])
     AS told (catalog)
LEFT JOIN found USING (catalog) LEFT JOIN own USING (classid, objid)
LEFT JOIN truncated ON truncated.oid = found.objid AND catalog IN ('pg_class', 'pg_index')
GROUP BY catalog
