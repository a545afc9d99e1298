-- What keeps the rows of some tables otherwise than PostgreSQL by itself: extensions that spread tables over
-- several servers, hypertables, and access methods of other makers. A hypertable has its rows in chunks that inherit from
-- it; compressed ones are in tables which do not.
SELECT 'EXTENSION', extname FROM pg_extension
WHERE extname IN ('citus', 'pg_shard', 'bdr', 'spock')
UNION
SELECT 'EXTENSION', 'timescaledb' FROM family JOIN pg_class c USING (oid) JOIN pg_namespace n ON n.oid = relnamespace
WHERE nspname = '_timescaledb_internal'
UNION
SELECT 'ACCESS_METHOD', amname FROM family JOIN pg_class c USING (oid) JOIN pg_am a ON a.oid = relam
WHERE amname <> 'heap' AND relkind IN ('r', 'p')
ORDER BY 1, 2
