-- The families' tables, and whether the role can lock each of them in EXCLUSIVE mode (PostgreSQL manual, LOCK TABLE).
-- Foreign tables cannot be locked.
SELECT rn.nspname, r.relname, n.nspname, c.relname,
       pg_catalog.has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE')
           AND pg_catalog.has_schema_privilege(n.oid, 'USAGE'),
       (extract(epoch FROM pg_catalog.current_setting('deadlock_timeout')::pg_catalog.interval) * 100)::pg_catalog.int8
FROM family
JOIN pg_catalog.pg_class r ON r.oid = root JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
JOIN pg_catalog.pg_class c ON c.oid = family.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p')
ORDER BY c.oid <> root, 3, 4
