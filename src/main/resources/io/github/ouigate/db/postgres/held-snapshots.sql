-- The holders of snapshots in this database. A session has one while backend_xmin is set: during a statement, or until
-- the end of a REPEATABLE READ transaction. Autovacuum has no role and is excluded, and so are other databases. A
-- standby's snapshot (hot_standby_feedback) is included if it is older than the session's own.
WITH own (age) AS (SELECT age(backend_xmin) FROM pg_stat_activity WHERE pid = pg_backend_pid()),
held (pid, gid, slot, id) AS (
    SELECT a.pid, NULL::text, NULL::text, format('%%s %%s %%s', a.pid, v.virtualxid, a.backend_xmin)
    FROM pg_stat_activity a
    LEFT JOIN pg_locks v ON v.pid = a.pid AND v.locktype = 'virtualxid' AND v.granted AND v.mode = 'ExclusiveLock'
    WHERE a.backend_xmin IS NOT NULL AND a.pid <> pg_backend_pid() AND a.datname = current_database()
      AND a.usesysid IS NOT NULL
    UNION ALL
    SELECT a.pid, NULL, NULL, a.pid::text FROM pg_stat_activity a
    WHERE a.datname IS NULL AND a.usesysid IS NOT NULL AND age(a.backend_xmin) > (SELECT age FROM own)
    UNION ALL
    SELECT NULL, p.gid, NULL, p.gid FROM pg_prepared_xacts p WHERE p.database = current_database()
    UNION ALL
    SELECT NULL, NULL, s.slot_name, s.slot_name FROM pg_replication_slots s
    WHERE age(s.xmin) > (SELECT age FROM own))
SELECT coalesce(held.pid, 0), %s, held.id, held.slot,
       held.pid IS NOT NULL AND pg_backend_pid() = ANY (pg_blocking_pids(held.pid))
FROM held LEFT JOIN pg_stat_activity a ON a.pid = held.pid LEFT JOIN pg_prepared_xacts p ON p.gid = held.gid
ORDER BY 4 DESC NULLS LAST
