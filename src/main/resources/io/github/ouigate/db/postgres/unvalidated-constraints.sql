-- The NOT VALID constraints of the family's tables, each with a condition for the violating rows of the root. Inherited
-- constraints are omitted, as are those that PostgreSQL 18 does not enforce.
SELECT rn.nspname, r.relname, n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid),
       CASE WHEN c.oid <> r.oid
            THEN format('tableoid OPERATOR(pg_catalog.=) ANY (%L::pg_catalog.oid[]) AND ',
                        ARRAY (SELECT c.oid UNION SELECT relid::oid FROM pg_partition_tree(c.oid))) ELSE '' END
       || CASE k.contype
            WHEN 'c' THEN '(' || pg_get_expr(k.conbin, k.conrelid) || ') IS FALSE'
            WHEN 'f' THEN columns.given || format(' AND NOT EXISTS (SELECT FROM %I.%I AS "ouigate parent" WHERE %s)',
                                                  tn.nspname, t.relname, columns.found)
            ELSE columns.missing END
FROM family
JOIN pg_constraint k ON k.conrelid = family.oid
JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_class r ON r.oid = family.root JOIN pg_namespace rn ON rn.oid = r.relnamespace
LEFT JOIN pg_class t ON t.oid = k.confrelid LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
CROSS JOIN LATERAL (
    SELECT string_agg(format('%I.%I IS NOT NULL', r.relname, a.attname), ' AND ' ORDER BY place) AS given,
           string_agg(format('%I.%I IS NULL', r.relname, a.attname), ' OR ' ORDER BY place) AS missing,
           string_agg(format('"ouigate parent".%I OPERATOR(%I.%s) %I.%I',
                             p.attname, opn.nspname, o.oprname, r.relname, a.attname)
                      || CASE WHEN a.attcollation = 0 OR a.attcollation = p.attcollation THEN ''
                              ELSE format(' COLLATE %I.%I', ln.nspname, l.collname) END, ' AND ' ORDER BY place)
               FILTER (WHERE k.contype = 'f') AS found
    FROM unnest(k.conkey) WITH ORDINALITY AS e (attnum, place)
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = e.attnum
    LEFT JOIN pg_attribute p ON p.attrelid = k.confrelid AND p.attnum = k.confkey[place]
    LEFT JOIN pg_operator o ON o.oid = k.conpfeqop[place] LEFT JOIN pg_namespace opn ON opn.oid = o.oprnamespace
    LEFT JOIN pg_collation l ON l.oid = p.attcollation LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace) AS columns
WHERE k.contype IN ('c', 'f', 'n') AND NOT k.convalidated
  AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
  AND k.conislocal AND k.conparentid = 0
ORDER BY 1, 2, 3, 4, 5
