-- The number of foreign keys of a table, and the estimated rows in it and in the tables that it references. Returns no
-- row if anything else reacts to inserts or the keys are not checked at present: triggers of keys always fire, and
-- deferred unique constraints have triggers too.
, keys AS (
    SELECT k.* FROM parts JOIN pg_constraint k ON k.conrelid = parts.oid WHERE k.contype = 'f'),
unfit AS (
    SELECT FROM keys k JOIN pg_class t ON t.oid = k.confrelid
    WHERE NOT k.convalidated OR k.confmatchtype <> 's'
       OR coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false)
       OR NOT coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
       OR row_security_active(t.oid) OR NOT has_schema_privilege(t.relnamespace, 'USAGE')
       OR NOT has_table_privilege(t.oid, 'SELECT') OR NOT has_table_privilege(t.oid, 'UPDATE')
    UNION ALL
    SELECT FROM parts JOIN pg_trigger g ON g.tgrelid = parts.oid LEFT JOIN pg_constraint k ON k.oid = g.tgconstraint
    WHERE g.tgenabled <> 'O' OR NOT g.tgisinternal OR k.contype IS DISTINCT FROM 'f'
    UNION ALL
    SELECT FROM parts JOIN pg_class c USING (oid)
    WHERE c.relkind NOT IN ('r', 'p') OR c.relhasrules
       OR parts.root AND (row_security_active(c.oid) OR NOT has_table_privilege(c.oid, 'SELECT')))
SELECT (SELECT count(*) FROM keys WHERE conparentid = 0),
       (SELECT coalesce(sum(greatest(reltuples, 0)), 0)::bigint FROM pg_class
        WHERE oid IN (SELECT oid FROM parts UNION SELECT confrelid FROM keys))
WHERE EXISTS (SELECT FROM keys) AND NOT EXISTS (SELECT FROM unfit)
