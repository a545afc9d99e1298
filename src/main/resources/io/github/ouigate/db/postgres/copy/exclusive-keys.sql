-- The unique indexes and exclusion constraints of a table: what they compare, by which operators, of which rows, whether
-- NULL equals NULL, and whether they compare columns of all rows only.
SELECT ic.relname,
       ARRAY (SELECT pg_get_indexdef(i.indexrelid, place, true)
              FROM generate_series(1, i.indnkeyatts::int) AS place ORDER BY place)::text[],
       CASE WHEN k.conexclop IS NOT NULL
            THEN ARRAY (SELECT format('OPERATOR(%I.%s)', opn.nspname, o.oprname)
                        FROM unnest(k.conexclop) WITH ORDINALITY AS e (oid, place)
                        JOIN pg_operator o ON o.oid = e.oid JOIN pg_namespace opn ON opn.oid = o.oprnamespace
                        ORDER BY place)::text[]
            ELSE ARRAY (SELECT format('OPERATOR(%I.%s)', opn.nspname, o.oprname)
                        FROM unnest(i.indclass::oid[]) WITH ORDINALITY AS e (class, place)
                        JOIN pg_opclass oc ON oc.oid = e.class
                        JOIN pg_amop ON amopfamily = opcfamily AND amoplefttype = opcintype
                                    AND amoprighttype = opcintype AND amopstrategy = 3
                        JOIN pg_operator o ON o.oid = amopopr JOIN pg_namespace opn ON opn.oid = o.oprnamespace
                        ORDER BY place)::text[] END,
       coalesce(pg_get_expr(i.indpred, i.indrelid), 'true'),
       coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false),
       i.indisunique AND NOT i.indisexclusion AND i.indpred IS NULL AND i.indexprs IS NULL
FROM pg_index i
JOIN pg_class ic ON ic.oid = i.indexrelid
JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
WHERE n.nspname = ? AND c.relname = ? AND (i.indisunique OR i.indisexclusion) AND i.indisready
ORDER BY i.indisprimary DESC, i.indexrelid
