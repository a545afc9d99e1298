-- The rules for each row of a table apart from keys: CHECK, NOT NULL, constraints of the columns' domains, and
-- partitions. The columns are the kind, name, owner, definition, the column that must have a value, the condition of
-- violating rows, their displayed values, and the statements before and after a restore.
, domains (attname, oid, column_name) AS (
    SELECT a.attname, t.oid, a.attname FROM parts JOIN pg_attribute a ON a.attrelid = parts.oid JOIN pg_type t ON t.oid = a.atttypid
    WHERE parts.root AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND t.typtype = 'd'
    UNION ALL
    SELECT attname, b.oid, column_name FROM domains JOIN pg_type t ON t.oid = domains.oid
    JOIN pg_type b ON b.oid = t.typbasetype AND b.typtype = 'd'),
keyed AS (
    SELECT parts.*, pg_get_partkeydef(parts.oid) AS keys,
           (SELECT format('pg_catalog.concat_ws('', '', %s)',
                          concat_ws(', ', string_agg(quote_ident(a.attname), ', ' ORDER BY place),
                                    pg_get_expr(p.partexprs, p.partrelid)))
            FROM unnest(p.partattrs::int2[]) WITH ORDINALITY AS e (attnum, place)
            JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = e.attnum) AS shown,
           p.partstrat = 'h' AS hashed,
           (SELECT string_agg('(' || coalesce(pg_get_partition_constraintdef(h.inhrelid), 'true') || ')', ' OR ')
            FROM pg_inherits h WHERE h.inhparent = parts.oid) AS taken
    FROM parts JOIN pg_partitioned_table p ON p.partrelid = parts.oid)
SELECT 'CHECK', k.conname, parts.nspname || '.' || parts.relname, pg_get_constraintdef(k.oid), NULL,
       '(' || pg_get_expr(k.conbin, k.conrelid) || ') IS FALSE' || coalesce(' AND (' || parts.goes || ')', ''), NULL,
       format('ALTER TABLE %s DROP CONSTRAINT %I;', parts.sql, k.conname),
       format('ALTER TABLE %s ADD CONSTRAINT %I %s;', parts.sql, k.conname,
              regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', '') || ' NOT VALID')
FROM parts JOIN pg_constraint k ON k.conrelid = parts.oid
WHERE k.contype = 'c' AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true) AND (parts.root OR k.coninhcount = 0)
UNION ALL
SELECT 'NULL', a.attname, parts.nspname || '.' || parts.relname, '', a.attname,
       format('%I IS NULL', a.attname) || coalesce(' AND (' || parts.goes || ')', ''), NULL,
       format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL;', parts.sql, a.attname),
       format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL;', parts.sql, a.attname)
FROM parts JOIN pg_attribute a ON a.attrelid = parts.oid
WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull AND a.attgenerated = ''
  AND (parts.root OR NOT EXISTS (SELECT FROM parts r JOIN pg_attribute ra ON ra.attrelid = r.oid
                                 WHERE r.root AND ra.attname = a.attname AND ra.attnotnull))
UNION ALL
SELECT 'CHECK', k.conname, n.nspname || '.' || t.typname, pg_get_constraintdef(k.oid), attname,
       format('(SELECT (%s) IS FALSE FROM (SELECT %I) AS checked (value))', pg_get_expr(k.conbin, 0), attname), NULL,
       format('ALTER DOMAIN %I.%I DROP CONSTRAINT %I;', n.nspname, t.typname, k.conname),
       format('ALTER DOMAIN %I.%I ADD CONSTRAINT %I %s;', n.nspname, t.typname, k.conname,
              regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', '') || ' NOT VALID')
FROM domains JOIN pg_type t ON t.oid = domains.oid JOIN pg_namespace n ON n.oid = t.typnamespace
JOIN pg_constraint k ON k.contypid = t.oid AND k.contype = 'c'
UNION ALL
SELECT 'NULL', attname, n.nspname || '.' || t.typname, '', attname, format('%I IS NULL', attname), NULL,
       format('ALTER DOMAIN %I.%I DROP NOT NULL;', n.nspname, t.typname),
       format('ALTER DOMAIN %I.%I SET NOT NULL;', n.nspname, t.typname)
FROM domains JOIN pg_type t ON t.oid = domains.oid JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typnotnull
UNION ALL
SELECT 'NO_PARTITION', keys, nspname || '.' || relname, '', NULL,
       coalesce('(' || goes || ') AND ', '') || coalesce('(' || taken || ') IS NOT TRUE', 'true'), shown,
       CASE WHEN hashed THEN format('CREATE TABLE %I.%I PARTITION OF %s FOR VALUES WITH (MODULUS m, REMAINDER r);', nspname,
                                    relname || '_restored', sql)
            ELSE format('CREATE TABLE %I.%I PARTITION OF %s DEFAULT;', nspname, relname || '_restored', sql) END,
       ''
FROM keyed
UNION ALL
SELECT 'CHECK', 'PARTITION', parts.nspname || '.' || parts.relname, pg_get_expr(c.relpartbound, c.oid), NULL,
       '(' || pg_get_partition_constraintdef(c.oid) || ') IS NOT TRUE', NULL,
       format('ALTER TABLE %s DETACH PARTITION %s;', h.inhparent::regclass, parts.sql),
       format('ALTER TABLE %s ATTACH PARTITION %s %s;', h.inhparent::regclass, parts.sql, pg_get_expr(c.relpartbound, c.oid))
FROM parts JOIN pg_class c ON c.oid = parts.oid JOIN pg_inherits h ON h.inhrelid = c.oid
WHERE parts.root AND c.relispartition AND pg_get_partition_constraintdef(c.oid) IS NOT NULL
