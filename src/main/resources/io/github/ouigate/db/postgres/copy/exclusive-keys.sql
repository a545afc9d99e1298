-- The unique indexes and exclusion constraints of a table or of its partitions only: expressions, collations and
-- operators, predicate, whether NULLs are equal, whether they compare only columns of all rows, how an exclusion
-- constraint finds rows, and the statements that drop and create them.
SELECT ic.relname, parts.nspname, parts.relname,
       compared.shown, compared.sql,
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
       coalesce(pg_get_expr(i.indpred, i.indrelid), 'true') || coalesce(' AND (' || parts.goes || ')', ''),
       coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false),
       parts.root AND i.indisunique AND NOT i.indisexclusion AND i.indpred IS NULL AND i.indexprs IS NULL,
       CASE WHEN i.indisexclusion THEN format('USING %I (%s)', am.amname, compared.indexed) ELSE '' END,
       CASE WHEN k.oid IS NULL THEN format('DROP INDEX %I.%I;', icn.nspname, ic.relname)
            ELSE format('ALTER TABLE %s DROP CONSTRAINT %I;', parts.sql, k.conname) END,
       CASE WHEN k.oid IS NULL THEN pg_get_indexdef(i.indexrelid) || ';'
            ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s;', parts.sql, k.conname, pg_get_constraintdef(k.oid)) END
FROM parts
JOIN pg_index i ON i.indrelid = parts.oid
JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_namespace icn ON icn.oid = ic.relnamespace
JOIN pg_am am ON am.oid = ic.relam
LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
CROSS JOIN LATERAL (
    SELECT array_agg(expression ORDER BY place)::text[] AS shown,
           array_agg(expression || collated ORDER BY place)::text[] AS sql,
           string_agg(expression || collated || class, ', ' ORDER BY place) AS indexed
    FROM generate_series(1, i.indnkeyatts::int) AS place
    JOIN LATERAL (
        SELECT pg_get_indexdef(i.indexrelid, place, true) AS expression,
               coalesce((SELECT format(' COLLATE %I.%I', ln.nspname, l.collname)
                         FROM pg_collation l JOIN pg_namespace ln ON ln.oid = l.collnamespace
                         WHERE l.oid = (i.indcollation::oid[])[place - 1]), '') AS collated,
               (SELECT format(' %I.%I', ocn.nspname, oc.opcname)
                FROM pg_opclass oc JOIN pg_namespace ocn ON ocn.oid = oc.opcnamespace
                WHERE oc.oid = (i.indclass::oid[])[place - 1]) AS class) AS parts_of ON true) AS compared
WHERE (i.indisunique OR i.indisexclusion) AND i.indisready
  AND (parts.root OR NOT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = i.indexrelid))
ORDER BY NOT parts.root, i.indisprimary DESC, i.indexrelid
