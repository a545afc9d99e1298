-- The foreign keys, of a table or of its partitions only, that are checked on inserts, and whether the role can read
-- the referenced columns. Disabled keys are not checked; the triggers of a partitioned table's key are on its
-- partitions. Keys WITH PERIOD are excluded, since several rows together can be the parent.
SELECT k.conname, tn.nspname, t.relname, ends.columns, ends.keys, ends.operators, ends.collations,
       has_schema_privilege(tn.oid, 'USAGE') AND ends.readable AND NOT row_security_active(t.oid), parts.sql, parts.goes
FROM parts JOIN pg_constraint k ON k.conrelid = parts.oid
JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
CROSS JOIN LATERAL (
    SELECT array_agg(a.attname ORDER BY place)::text[] AS columns,
           array_agg(p.attname ORDER BY place)::text[] AS keys,
           array_agg(format('OPERATOR(%I.%s)', opn.nspname, o.oprname) ORDER BY place)::text[] AS operators,
           array_agg(CASE WHEN a.attcollation = 0 OR a.attcollation = p.attcollation THEN ''
                          ELSE format(' COLLATE %I.%I', ln.nspname, l.collname) END ORDER BY place)::text[] AS collations,
           bool_and(has_column_privilege(t.oid, p.attnum, 'SELECT')) AS readable
    FROM unnest(k.conkey) WITH ORDINALITY AS e (attnum, place)
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = e.attnum
    JOIN pg_attribute p ON p.attrelid = k.confrelid AND p.attnum = k.confkey[place]
    JOIN pg_operator o ON o.oid = k.conpfeqop[place] JOIN pg_namespace opn ON opn.oid = o.oprnamespace
    LEFT JOIN pg_collation l ON l.oid = p.attcollation LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace) AS ends
WHERE k.contype = 'f'
  AND (k.conparentid = 0
       OR parts.root AND NOT EXISTS (SELECT FROM pg_constraint up
                                     WHERE up.oid = k.conparentid AND up.conrelid = k.conrelid))
  AND NOT coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false)
  AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
  AND (parts.relkind = 'p'
       OR EXISTS (SELECT FROM pg_trigger g
                  WHERE g.tgconstraint = k.oid AND g.tgrelid = k.conrelid AND g.tgenabled IN ('O', 'A')))
ORDER BY NOT parts.root, k.conname
