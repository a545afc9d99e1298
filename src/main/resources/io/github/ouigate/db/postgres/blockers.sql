WITH RECURSIVE run (own) AS (VALUES (?::int)),
chain (pid, blocker) AS (
    SELECT own, blocker FROM run, unnest(pg_blocking_pids(own)) AS blocker
    UNION
    SELECT chain.blocker, further FROM chain, unnest(pg_blocking_pids(chain.blocker)) AS further
    WHERE chain.blocker <> 0),
-- PostgreSQL manual, table 13.2: a mode conflicts with those of its level and above; Share does not conflict with
-- itself.
modes (mode, level, conflicts_from) AS (
    VALUES ('AccessShareLock', 1, 8), ('RowShareLock', 2, 7), ('RowExclusiveLock', 3, 5),
           ('ShareUpdateExclusiveLock', 4, 4), ('ShareLock', 5, 3), ('ShareRowExclusiveLock', 6, 3),
           ('ExclusiveLock', 7, 2), ('AccessExclusiveLock', 8, 1)),
prepared (pid, transaction) AS (
    SELECT awaited.pid, own.transactionid
    FROM pg_locks awaited JOIN modes wanted ON wanted.mode = awaited.mode
    JOIN pg_locks held
      ON held.pid IS NULL AND held.locktype = awaited.locktype
     AND (held.database, held.relation, held.page, held.tuple, held.transactionid, held.classid, held.objid)
         IS NOT DISTINCT FROM (awaited.database, awaited.relation, awaited.page, awaited.tuple,
                               awaited.transactionid, awaited.classid, awaited.objid)
    JOIN modes had ON had.mode = held.mode
     AND had.level >= wanted.conflicts_from AND (had.mode, wanted.mode) <> ('ShareLock', 'ShareLock')
    JOIN pg_locks own ON own.pid IS NULL AND own.virtualtransaction = held.virtualtransaction
                     AND own.locktype = 'transactionid'
    WHERE NOT awaited.granted AND awaited.pid IN (SELECT pid FROM chain WHERE blocker = 0))
SELECT DISTINCT blocker::bigint, %s,
       blocker <> 0 AND cardinality(pg_blocking_pids(blocker)) > 0
FROM chain
LEFT JOIN pg_stat_activity a ON a.pid = blocker
LEFT JOIN pg_prepared_xacts p
  ON blocker = 0 AND p.transaction IN (SELECT transaction FROM prepared WHERE prepared.pid = chain.pid)
WHERE (a.pid IS NOT NULL OR p.gid IS NOT NULL) AND blocker <> (SELECT own FROM run)
ORDER BY 6, 4 DESC NULLS LAST, 1
