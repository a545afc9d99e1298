, numbers (oid) AS ( -- oid, and the domains over it, as lo
    SELECT 'oid'::regtype::oid
    UNION
    SELECT t.oid FROM pg_type t JOIN numbers ON typbasetype = numbers.oid)
-- The columns that can reference large objects, if there are any, and whether they are text columns: some
-- object-relational mappers store OIDs as text. The trigger lo_manage removes an object together with the referencing
-- row.
SELECT DISTINCT nspname, relname, attname, atttypid NOT IN (SELECT oid FROM numbers)
FROM family JOIN pg_class c ON c.oid = root JOIN pg_namespace n ON n.oid = relnamespace
JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
WHERE (atttypid IN (SELECT oid FROM numbers) OR atttypid IN ('text'::regtype, 'varchar'::regtype))
  AND EXISTS (SELECT FROM pg_largeobject_metadata)
  AND NOT EXISTS (SELECT FROM pg_trigger JOIN pg_proc p ON p.oid = tgfoid
                  WHERE tgrelid = c.oid AND proname = 'lo_manage' AND tgenabled <> 'D' AND tgtype & 8 <> 0
                    AND tgargs = convert_to(attname, getdatabaseencoding()) || '\x00'::bytea)
ORDER BY 1, 2, 3
