-- The rows that the session has written, by table, and the tables on which it holds a lock that no INSERT, UPDATE or
-- DELETE takes; a foreign table has no figures, but a lock. TOAST tables belong to others, temporary ones to the session.
SELECT nspname, relname, inserted, updated, deleted, locked IS NOT NULL
FROM pg_class c
JOIN pg_namespace n ON n.oid = relnamespace
CROSS JOIN LATERAL (
    SELECT pg_stat_get_xact_tuples_inserted(c.oid) AS inserted,
           pg_stat_get_xact_tuples_updated(c.oid) AS updated,
           pg_stat_get_xact_tuples_deleted(c.oid) AS deleted) AS counted
LEFT JOIN (
    SELECT DISTINCT relation AS locked FROM pg_locks
    WHERE locktype = 'relation' AND pid = pg_backend_pid() AND mode NOT IN ('AccessShareLock', 'RowShareLock')
      AND (mode <> 'RowExclusiveLock' OR relation IN (SELECT ftrelid FROM pg_foreign_table))) AS locks
    ON locked = c.oid
WHERE relkind IN ('r', 'p', 'm', 'f') AND relpersistence <> 't'
  AND (inserted + updated + deleted > 0 OR locked IS NOT NULL)
