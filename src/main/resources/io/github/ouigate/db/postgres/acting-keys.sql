, acting (oid) AS (
    SELECT oid FROM family
    UNION
    SELECT further.oid FROM acting CROSS JOIN LATERAL (
        SELECT conrelid FROM pg_catalog.pg_constraint
        WHERE confrelid = acting.oid AND contype = 'f' AND confdeltype IN ('c', 'n', 'd')
        UNION ALL
        SELECT inhrelid FROM pg_catalog.pg_inherits WHERE inhparent = acting.oid) AS further (oid))
SELECT n.nspname, c.relname
FROM acting JOIN pg_catalog.pg_class c ON c.oid = acting.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
