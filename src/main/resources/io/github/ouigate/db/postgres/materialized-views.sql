, ancestors (oid, root) AS ( -- what is read of a table can be read by way of those that it belongs to
    SELECT oid, root FROM family
    UNION
    SELECT inhparent, root FROM pg_inherits JOIN ancestors ON inhrelid = oid),
readers (class, oid, root) AS ( -- views, materialized views, and functions whose body is kept parsed
    SELECT 'pg_class'::regclass, oid, root FROM ancestors
    UNION
    SELECT CASE WHEN ev_class IS NULL THEN classid ELSE 'pg_class'::regclass END, coalesce(ev_class, objid), root
    FROM readers JOIN pg_depend ON refclassid = class AND refobjid = readers.oid
    LEFT JOIN pg_rewrite ON classid = 'pg_rewrite'::regclass AND pg_rewrite.oid = objid
    WHERE classid IN ('pg_rewrite'::regclass, 'pg_proc'::regclass))
-- In order of creation: a view comes after those that it reads.
SELECT n.nspname, c.relname,
       array_agg(DISTINCT concat_ws('.', of.nspname, r.relname))
FROM readers
JOIN pg_class c ON c.oid = readers.oid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_class r ON r.oid = root JOIN pg_namespace of ON of.oid = r.relnamespace
WHERE class = 'pg_class'::regclass AND c.relkind = 'm' AND c.relispopulated
GROUP BY c.oid, 1, 2 ORDER BY c.oid
