-- The checks of the domains among given types, and among the types that their values are made of.
WITH RECURSIVE type (oid) AS (
    SELECT unnest(?::text[]::oid[])
    UNION
    SELECT part FROM type JOIN pg_type t ON t.oid = type.oid
    LEFT JOIN pg_range r ON t.oid IN (r.rngtypid, r.rngmultitypid)
    LEFT JOIN pg_attribute a ON a.attrelid = nullif(t.typrelid, 0) AND a.attnum > 0 AND NOT a.attisdropped
    CROSS JOIN LATERAL unnest(ARRAY[t.typelem, t.typbasetype, r.rngsubtype, a.atttypid]) AS part
    WHERE part <> 0)
SELECT conbin::text FROM pg_constraint JOIN type ON contypid = type.oid WHERE conbin IS NOT NULL
