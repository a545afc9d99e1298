-- The rows written by the session, by table, and two kinds of locks that it holds: one that each INSERT, UPDATE or
-- DELETE holds until the end of the transaction, and one that none of them takes. Foreign tables have no statistics.
-- TOAST tables and temporary tables are excluded.
SELECT nspname, relname, inserted, updated, deleted,
       locked IS NOT NULL, coalesce(beyond_rows, false) OR (locked IS NOT NULL AND relkind = 'f')
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
CROSS JOIN LATERAL (
    SELECT pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid) AS inserted,
           pg_catalog.pg_stat_get_xact_tuples_updated(c.oid) AS updated,
           pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) AS deleted) AS counted
LEFT JOIN (
    SELECT relation AS locked, bool_or(mode <> 'RowExclusiveLock') AS beyond_rows FROM pg_catalog.pg_locks
    WHERE locktype = 'relation' AND pid = pg_catalog.pg_backend_pid()
      AND mode NOT IN ('AccessShareLock', 'RowShareLock')
    GROUP BY 1) AS locks
    ON locked = c.oid
WHERE relkind IN ('r', 'p', 'm', 'f') AND relpersistence <> 't'
  AND (inserted + updated + deleted > 0 OR locked IS NOT NULL)
