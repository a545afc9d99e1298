-- The names and definitions that are not valid UTF-8, in a SQL_ASCII database. Their bytes are displayed as octal
-- numbers.
SELECT pg_catalog.encode(pg_catalog.convert_to(name, 'SQL_ASCII'), 'escape')
FROM (
    SELECT nspname::text, nspname::text FROM pg_catalog.pg_namespace
    UNION ALL
    SELECT relname::text, nspname || '.' || relname
    FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
    UNION ALL
    SELECT pg_catalog.concat(attname, ' ', pg_catalog.pg_get_expr(adbin, adrelid)), nspname || '.' || relname || '.' || attname
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
    JOIN pg_catalog.pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_catalog.pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relkind IN ('r', 'p', 'f') AND nspname <> 'pg_catalog'
    UNION ALL
    SELECT conname || ' ' || pg_catalog.pg_get_constraintdef(k.oid), conname || ' on ' || nspname || '.' || relname
    FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
    UNION ALL
    SELECT tgname || ' ' || pg_catalog.pg_get_triggerdef(t.oid), tgname || ' on ' || nspname || '.' || relname
    FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = tgrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace WHERE NOT tgisinternal
    UNION ALL
    SELECT pg_catalog.pg_get_indexdef(indexrelid), nspname || '.' || relname
    FROM pg_catalog.pg_index JOIN pg_catalog.pg_class c ON c.oid = indexrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace WHERE nspname <> 'pg_catalog'
    UNION ALL
    SELECT pg_catalog.concat(rulename, ' ', ev_action), rulename || ' on ' || nspname || '.' || relname
    FROM pg_catalog.pg_rewrite JOIN pg_catalog.pg_class c ON c.oid = ev_class
    JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace WHERE nspname NOT IN ('pg_catalog', 'information_schema')
    UNION ALL
    SELECT polname || ' ' || pg_catalog.pg_get_expr(polqual, polrelid), polname || ' on ' || nspname || '.' || relname
    FROM pg_catalog.pg_policy JOIN pg_catalog.pg_class c ON c.oid = polrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
    UNION ALL
    SELECT proname || ' ' || prosrc, nspname || '.' || proname
    FROM pg_catalog.pg_proc JOIN pg_catalog.pg_namespace n ON n.oid = pronamespace WHERE nspname <> 'pg_catalog'
    UNION ALL
    SELECT typname::text, nspname || '.' || typname
    FROM pg_catalog.pg_type JOIN pg_catalog.pg_namespace n ON n.oid = typnamespace WHERE typtype IN ('d', 'e')
    UNION ALL
    SELECT pubname::text, pubname::text FROM pg_catalog.pg_publication
    UNION ALL
    SELECT rolname::text, rolname::text FROM pg_roles) AS object (text, name)
WHERE pg_catalog.getdatabaseencoding() = 'SQL_ASCII'
  AND text !~ '^([\x01-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})*$'
ORDER BY 1 LIMIT 20
