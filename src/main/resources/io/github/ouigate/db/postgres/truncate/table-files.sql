SELECT c.oid::regclass::text, c.relfilenode::bigint, md5((to_jsonb(c) - ARRAY['relfilenode', 'relpages', 'reltuples',
       'relallvisible', 'relallfrozen', 'relfrozenxid', 'relminmxid'])::text)
FROM pg_class c JOIN truncated USING (oid)
UNION ALL
SELECT NULL, 0, md5(string_agg(format('%s %s', oid, relfilenode), ',' ORDER BY oid))
FROM pg_class WHERE relpersistence <> 't' AND oid NOT IN (SELECT oid FROM truncated)
