-- The sequences that supply values for a table's columns of integer or numeric types: those owned by identity and
-- serial columns, and those named in defaults.
SELECT format('%I.%I', sn.nspname, s.relname), a.attname, seqincrement, seqmin, seqmax,
       has_sequence_privilege(s.oid, 'SELECT'), has_sequence_privilege(s.oid, 'USAGE'),
       has_sequence_privilege(s.oid, 'UPDATE')
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN LATERAL (
    SELECT d.objid AS sequence, d.refobjsubid AS attnum FROM pg_depend d
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid
      AND d.deptype IN ('a', 'i')
    UNION
    SELECT d.refobjid, f.adnum FROM pg_attrdef f
    JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_class'::regclass
    WHERE f.adrelid = c.oid) AS fed ON true
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = fed.attnum
JOIN pg_type t ON t.oid = a.atttypid
JOIN pg_sequence ON seqrelid = sequence
JOIN pg_class s ON s.oid = sequence
JOIN pg_namespace sn ON sn.oid = s.relnamespace
WHERE n.nspname = ? AND c.relname = ?
  AND coalesce(nullif(t.typbasetype, 0), t.oid) IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
ORDER BY 1, 2
