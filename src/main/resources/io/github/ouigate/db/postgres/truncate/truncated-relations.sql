-- The relations that get new files from TRUNCATE: given tables, their indexes, their TOAST tables, and the indexes of
-- these.
emptied (oid) AS (SELECT t::oid FROM unnest(?::regclass[]) AS t),
heap (oid) AS (
    SELECT oid FROM emptied
    UNION SELECT reltoastrelid FROM pg_class JOIN emptied USING (oid) WHERE reltoastrelid <> 0),
truncated (oid) AS (
    SELECT oid FROM pg_class JOIN heap USING (oid) WHERE relkind IN ('r', 't')
    UNION SELECT c.oid FROM pg_index JOIN heap ON indrelid = heap.oid JOIN pg_class c ON c.oid = indexrelid
          WHERE c.relkind = 'i')
