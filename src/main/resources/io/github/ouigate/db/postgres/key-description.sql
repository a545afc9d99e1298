-- A foreign key and its copies on partitions, a line for each: table, definition, the unique index that it depends on,
-- comment, and whether its triggers fire.
WITH RECURSIVE tree (oid) AS (
    SELECT oid FROM pg_constraint WHERE conrelid = ?::regclass AND conname = ?
    UNION SELECT k.oid FROM pg_constraint k JOIN tree ON k.conparentid = tree.oid)
SELECT format('%s references %s by %s: %I %s; validated %s, comment %L, triggers %s',
              k.conrelid::regclass, k.confrelid::regclass, k.conindid::regclass,
              k.conname, pg_get_constraintdef(k.oid), k.convalidated, obj_description(k.oid, 'pg_constraint'),
              ARRAY (SELECT tgenabled FROM pg_trigger WHERE tgconstraint = k.oid ORDER BY tgtype, tgrelid))
FROM pg_constraint k JOIN tree USING (oid) ORDER BY 1
