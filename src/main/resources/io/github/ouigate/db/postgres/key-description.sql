-- A foreign key and its copies on partitions; the key comes first. The description has one line for each: table,
-- definition, unique index, comment, and whether its triggers fire. The other columns are the defining clause and the
-- COMMENT statement.
WITH RECURSIVE tree (oid) AS (
    SELECT oid FROM pg_constraint WHERE conrelid = ?::regclass AND conname = ?
    UNION SELECT k.oid FROM pg_constraint k JOIN tree ON k.conparentid = tree.oid)
SELECT format('%s references %s by %s: %I %s; validated %s, comment %L, triggers %s',
              k.conrelid::regclass, k.confrelid::regclass, k.conindid::regclass, k.conname, definition, k.convalidated, comment,
              ARRAY (SELECT tgenabled FROM pg_trigger WHERE tgconstraint = k.oid ORDER BY tgtype, tgrelid)),
       definition,
       CASE WHEN comment IS NOT NULL
            THEN format('COMMENT ON CONSTRAINT %I ON %s IS %L', k.conname, k.conrelid::regclass, comment) END
FROM pg_constraint k JOIN tree USING (oid)
CROSS JOIN LATERAL (
    SELECT pg_get_constraintdef(k.oid) AS definition, obj_description(k.oid, 'pg_constraint') AS comment) AS texts
ORDER BY k.conparentid <> 0, 1
