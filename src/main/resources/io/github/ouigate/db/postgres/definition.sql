-- The definition of the family's tables, one line for each part. Runs with an empty search_path, so that all names are
-- qualified, and with the settings in connection/plain-settings.sql. Defaults are deparsed without a table, since they
-- reference no columns: before PostgreSQL 18, the server otherwise compares all pairs of columns for each default.
SELECT format('table %s %s persistence %s, row security %s %s, replica identity %s%s', c.oid::regclass, c.relkind,
              c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relreplident,
              ' ' || pg_get_expr(c.relpartbound, c.oid))
FROM pg_class c WHERE c.oid IN (SELECT oid FROM family)
UNION ALL
SELECT format('column %s.%I %s%s%s%s', a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod),
              CASE WHEN a.attnotnull THEN ' NOT NULL' END, ' DEFAULT '
              || pg_get_expr(d.adbin, CASE a.attgenerated WHEN '' THEN 0::oid ELSE d.adrelid END),
              ' ' || nullif(concat(a.attidentity, a.attgenerated), ''))
FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid IN (SELECT oid FROM family) AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT format('constraint %I on %s %s', k.conname, k.conrelid::regclass, pg_get_constraintdef(k.oid))
FROM pg_constraint k
WHERE k.contype <> 'n' AND (k.conrelid IN (SELECT oid FROM family) OR k.confrelid IN (SELECT oid FROM family))
UNION ALL
SELECT format('trigger %I on %s enabled %s, function %s: %s', t.tgname, t.tgrelid::regclass, t.tgenabled, md5(p.prosrc),
              pg_get_triggerdef(t.oid))
FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
WHERE t.tgrelid IN (SELECT oid FROM family) AND NOT t.tgisinternal
UNION ALL
SELECT format('rule %I on %s enabled %s: %s', r.rulename, r.ev_class::regclass, r.ev_enabled, pg_get_ruledef(r.oid))
FROM pg_rewrite r WHERE r.ev_class IN (SELECT oid FROM family)
UNION ALL
SELECT format('index %s valid %s: %s', i.indexrelid::regclass, i.indisvalid, pg_get_indexdef(i.indexrelid))
FROM pg_index i WHERE i.indrelid IN (SELECT oid FROM family)
UNION ALL
SELECT format('child %s of %s', i.inhrelid::regclass, i.inhparent::regclass)
FROM pg_inherits i WHERE i.inhrelid IN (SELECT oid FROM family)
