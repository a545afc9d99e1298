-- The columns that an INSERT has to name: NOT NULL without a default, and without a BEFORE trigger that could set a
-- value.
SELECT a.attname
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid
WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull AND a.attgenerated = ''
  AND NOT a.atthasdef AND a.attidentity = '' AND t.typdefaultbin IS NULL
  AND NOT EXISTS (SELECT FROM pg_trigger g
                  WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgenabled IN ('O', 'A') AND g.tgtype & 7 = 7)
ORDER BY a.attnum
