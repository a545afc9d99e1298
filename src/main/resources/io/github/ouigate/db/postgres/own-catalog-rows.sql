-- The system catalog's rows, except those that describe temporary objects, given indexes or given foreign keys, or the
-- storage of truncated relations: their number, and the number written by the current transaction. Rows also count as
-- written by it if their transactions committed after it got its ID but before its snapshot, or were written more than
-- 2^31 transactions ago.
WITH RECURSIVE own_keys (oid) AS (
    SELECT k.oid FROM pg_constraint k
    JOIN ROWS FROM (unnest(?::text[]), unnest(?::text[])) AS given (tab, conname)
      ON k.conrelid = to_regclass(tab) AND k.conname = given.conname
    UNION SELECT k.oid FROM pg_constraint k JOIN own_keys p ON k.conparentid = p.oid),
here (oldest) AS (SELECT age(pg_current_xact_id()::xid)),
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
%s, found (catalog, classid, objid, xmin) AS (
    SELECT 'pg_namespace', 'pg_namespace'::regclass, oid, xmin FROM pg_namespace
    UNION ALL SELECT 'pg_class', 'pg_class'::regclass, oid, xmin FROM pg_class
    UNION ALL SELECT 'pg_attribute', 'pg_class'::regclass, attrelid, xmin FROM pg_attribute
    UNION ALL SELECT 'pg_attrdef', 'pg_attrdef'::regclass, oid, xmin FROM pg_attrdef
    UNION ALL SELECT 'pg_index', 'pg_class'::regclass, indexrelid, xmin FROM pg_index
    UNION ALL SELECT 'pg_sequence', 'pg_class'::regclass, seqrelid, xmin FROM pg_sequence
    UNION ALL SELECT 'pg_inherits', 'pg_class'::regclass, inhrelid, xmin FROM pg_inherits
    UNION ALL SELECT 'pg_partitioned_table', 'pg_class'::regclass, partrelid, xmin FROM pg_partitioned_table
    UNION ALL SELECT 'pg_rewrite', 'pg_rewrite'::regclass, oid, xmin FROM pg_rewrite
    UNION ALL SELECT 'pg_type', 'pg_type'::regclass, oid, xmin FROM pg_type
    UNION ALL SELECT 'pg_constraint', 'pg_constraint'::regclass, oid, xmin FROM pg_constraint
    UNION ALL SELECT 'pg_trigger', 'pg_trigger'::regclass, oid, xmin FROM pg_trigger
    UNION ALL SELECT 'pg_description', classoid::regclass, objoid, xmin FROM pg_description
    UNION ALL SELECT 'pg_shdepend', classid::regclass, objid, xmin FROM pg_shdepend
    UNION ALL SELECT 'pg_depend', classid::regclass, objid, xmin FROM pg_depend),
others (catalog, made) AS (
    SELECT catalog, age(xmin) <= oldest FROM here, found LEFT JOIN own USING (classid, objid)
    LEFT JOIN truncated ON truncated.oid = found.objid AND catalog IN ('pg_class', 'pg_index')
    WHERE own.objid IS NULL AND truncated.oid IS NULL)
SELECT catalog, count(made), count(*) FILTER (WHERE made)
FROM unnest(ARRAY['pg_namespace', 'pg_class', 'pg_attribute', 'pg_attrdef', 'pg_index', 'pg_sequence', 'pg_inherits',
              'pg_partitioned_table', 'pg_rewrite', 'pg_type', 'pg_constraint', 'pg_trigger', 'pg_description',
              'pg_shdepend', 'pg_depend']) AS catalog
LEFT JOIN others USING (catalog) GROUP BY catalog
