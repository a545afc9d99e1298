-- The tables on which the session holds a lock that only writes, DDL or LOCK TABLE take. The catalog no longer contains
-- a dropped table.
SELECT coalesce(n.nspname, ''), coalesce(c.relname::text, 'dropped relation ' || locks.relation)
FROM (SELECT DISTINCT relation FROM pg_catalog.pg_locks
      WHERE locktype = 'relation' AND pid = pg_catalog.pg_backend_pid()
        AND mode NOT IN ('AccessShareLock', 'RowShareLock')) AS locks
LEFT JOIN pg_catalog.pg_class c ON c.oid = locks.relation
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid IS NULL OR (c.relkind IN ('r', 'p', 'm', 'f') AND c.relpersistence <> 't' AND n.nspname <> 'pg_catalog')
ORDER BY 1, 2
