-- The components that store rows of some tables differently from plain PostgreSQL: extensions that distribute tables,
-- hypertables, and third-party access methods. The chunks of a hypertable inherit from it; compressed chunks do not.
SELECT 'EXTENSION', extname FROM pg_extension
WHERE extname IN ('citus', 'pg_shard', 'bdr', 'spock')
UNION
SELECT 'EXTENSION', 'timescaledb' FROM family JOIN pg_class c USING (oid) JOIN pg_namespace n ON n.oid = relnamespace
WHERE nspname = '_timescaledb_internal'
UNION
SELECT 'ACCESS_METHOD', amname FROM family JOIN pg_class c USING (oid) JOIN pg_am a ON a.oid = relam
WHERE amname <> 'heap' AND relkind IN ('r', 'p')
ORDER BY 1, 2
