-- The stored bytes of a number of rows of a table and its children, from the average widths of the columns if all
-- statistics are readable, and at most the size of the tables. Long values count with their compressed size.
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
