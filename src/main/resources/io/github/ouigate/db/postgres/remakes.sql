-- Whether the connected role can drop and add foreign keys without a lasting difference. Copies of a key on partitions
-- are dropped and added with it.
WITH RECURSIVE copies (root, oid) AS (
    SELECT k.oid, k.oid FROM ROWS FROM (unnest(?::text[]), unnest(?::text[])) AS given (tab, conname)
    JOIN pg_constraint k ON k.conrelid = given.tab::regclass AND k.conname = given.conname
    UNION SELECT root, k.oid FROM pg_constraint k JOIN copies ON k.conparentid = copies.oid),
ends (root, oid, referencing) AS (
    SELECT root, k.conrelid, true FROM copies JOIN pg_constraint k USING (oid)
    UNION SELECT root, k.confrelid, false FROM copies JOIN pg_constraint k USING (oid)),
locked (root, oid) AS (
    SELECT root, oid FROM ends UNION SELECT root, inhrelid FROM pg_inherits JOIN locked ON inhparent = locked.oid)
SELECT n.nspname, f.relname, k.conname, CASE
    WHEN k.confdeltype NOT IN ('a', 'r') OR k.conparentid <> 0 OR k.coninhcount > 0 OR k.condeferrable
         OR k.conrelid = k.confrelid
         OR EXISTS (SELECT FROM copies JOIN pg_constraint c USING (oid)
                    WHERE root = k.oid AND (NOT c.convalidated OR c.oid <> k.oid
                          AND (c.conrelid <> k.conrelid AND c.conname <> k.conname
                               OR obj_description(c.oid, 'pg_constraint') IS NOT NULL)))
         OR EXISTS (SELECT FROM copies JOIN pg_trigger t ON t.tgconstraint = copies.oid
                    WHERE root = k.oid AND t.tgenabled <> 'O')
         OR EXISTS (SELECT FROM ends JOIN pg_trigger t ON t.tgrelid = ends.oid WHERE root = k.oid AND t.tgdeferrable)
         OR EXISTS (SELECT FROM ends JOIN pg_class c USING (oid) WHERE root = k.oid AND c.relrowsecurity)
         OR EXISTS (SELECT FROM pg_class c WHERE c.oid = k.confrelid AND c.relkind = 'p') -- names its copies anew
         OR EXISTS (SELECT FROM pg_index i -- the server would take the first that fits
                    WHERE i.indrelid = k.confrelid AND i.indexrelid < k.conindid AND i.indisunique AND i.indimmediate
                      AND i.indnkeyatts = cardinality(k.confkey)
                      AND NOT EXISTS (SELECT FROM unnest(k.confkey) AS attnum
                                      WHERE attnum <> ALL ((i.indkey::int2[])[0:i.indnkeyatts - 1])))
        THEN 'NOT_PLAIN'
    WHEN EXISTS (SELECT FROM pg_event_trigger WHERE evtenabled IN ('O', 'A')) THEN 'EVENT_TRIGGERS'
    WHEN EXISTS (SELECT FROM ends JOIN pg_class c USING (oid)
                 WHERE root = k.oid AND referencing AND NOT pg_has_role(c.relowner, 'USAGE'))
         OR EXISTS (SELECT FROM unnest(k.confkey) AS attnum
                    WHERE NOT has_column_privilege(k.confrelid, attnum, 'REFERENCES'))
         OR EXISTS (SELECT FROM locked WHERE root = k.oid AND NOT has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE'))
        THEN 'NOT_OWNER'
    ELSE 'POSSIBLE' END
FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_namespace n ON n.oid = f.relnamespace
WHERE k.oid IN (SELECT root FROM copies)
