-- Whether any of some types is, or has in it, a type with a time zone: by its conversion to text, and from it.
WITH RECURSIVE type (oid) AS (
    SELECT unnest(?::text[]::oid[])
    UNION
    SELECT part FROM type JOIN pg_type t ON t.oid = type.oid
    LEFT JOIN pg_range r ON t.oid IN (r.rngtypid, r.rngmultitypid)
    LEFT JOIN pg_attribute a ON a.attrelid = nullif(t.typrelid, 0) AND a.attnum > 0 AND NOT a.attisdropped
    CROSS JOIN LATERAL unnest(ARRAY[t.typelem, t.typbasetype, r.rngsubtype, a.atttypid]) AS part
    WHERE part <> 0)
SELECT EXISTS (SELECT FROM type WHERE oid IN ('timestamptz'::regtype, 'timetz'::regtype))
