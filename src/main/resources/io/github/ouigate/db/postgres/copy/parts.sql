-- A table and its partitions at any depth, each with its quoted name and its partition condition; the table itself has
-- none.
WITH RECURSIVE family (oid, root) AS (
    SELECT c.oid, true FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?
    UNION ALL
    SELECT i.inhrelid, false FROM family JOIN pg_inherits i ON i.inhparent = family.oid
    JOIN pg_class c ON c.oid = i.inhrelid AND c.relispartition),
parts AS (
    SELECT c.oid, family.root, n.nspname, c.relname, c.relkind, format('%I.%I', n.nspname, c.relname) AS sql,
           CASE WHEN NOT family.root THEN pg_get_partition_constraintdef(c.oid) END AS goes
    FROM family JOIN pg_class c ON c.oid = family.oid JOIN pg_namespace n ON n.oid = c.relnamespace)
