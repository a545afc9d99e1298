-- How many bytes so many rows of a table with its children hold: by the average width of the columns where statistics of
-- all of them can be read, and never more than the tables have. Long values are counted as they are stored, compressed.
SELECT least(size, coalesce(ceil(?::bigint * width), size))::bigint
FROM (SELECT sum(pg_table_size(leaf.oid))::numeric AS size,
             CASE WHEN bool_and(complete) THEN sum(reltuples * width) / nullif(sum(reltuples), 0) END::numeric AS width
      FROM (SELECT c.oid, greatest(c.reltuples, 0)::float8 AS reltuples, coalesce(known.width, 0) AS width,
                   c.reltuples = 0 AND pg_relation_size(c.oid) = 0
                   OR coalesce(known.columns, 0)
                      = (SELECT count(*) FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped)
                      AS complete
            FROM family JOIN pg_class c USING (oid) JOIN pg_namespace n ON n.oid = relnamespace
            LEFT JOIN LATERAL (
                SELECT count(*) AS columns, sum(avg_width * (1 - null_frac))::float8 AS width FROM pg_stats
                WHERE schemaname = nspname AND tablename = relname AND NOT inherited) AS known ON true
            WHERE relkind = 'r') AS leaf) AS whole
