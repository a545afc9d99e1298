-- Given functions, and the functions of given operators, range types and conversions to JSON. A function is harmless if
-- it is not volatile and is built in, or belongs to a module of PostgreSQL's distribution that only computes. Functions
-- in SQL or a procedural language can call anything, regardless of their volatility. Built-in functions are harmful if
-- they read tables, functions or types by name, use a transaction ID, or can return another result in the next
-- statement.
, named (oid) AS (
    SELECT unnest(?::text[]::oid[])
    UNION SELECT oprcode FROM pg_operator WHERE oid = ANY (?::text[]::oid[])
    UNION SELECT rngcanonical FROM pg_range JOIN type ON rngtypid = type.oid),
used (oid) AS (
    SELECT oid FROM named
    UNION SELECT castfunc FROM pg_cast JOIN type ON castsource = type.oid
    WHERE casttarget = 'json'::regtype AND castsource >= 16384
      AND (?::bool OR EXISTS (SELECT FROM named JOIN pg_proc USING (oid) WHERE proname LIKE '%%json%%'))),
computing (code) AS (
    SELECT prosrc FROM pg_proc JOIN pg_language l ON l.oid = prolang
    WHERE pg_proc.oid < 16384 AND provolatile <> 'v' AND prokind = 'f' AND lanname = 'internal'
      AND proname !~ '%1$s'),
told AS (
    SELECT p.*, nspname,
           provolatile <> 'v' AND CASE
               WHEN p.oid < 16384 THEN proname !~ '%1$s'
               WHEN lanname = 'internal' THEN prokind = 'f' AND prosrc IN (SELECT code FROM computing)
               ELSE lanname = 'c' AND probin ~ '^\$libdir/(citext|cube|fuzzystrmatch|hstore|_int|ltree|pg_trgm|seg|unaccent)$'
           END AS harmless
    FROM used JOIN pg_proc p USING (oid)
    JOIN pg_namespace n ON n.oid = pronamespace JOIN pg_language l ON l.oid = prolang)
SELECT nspname || '.' || proname, pg_get_function_identity_arguments(oid),
       CASE provolatile WHEN 'i' THEN 'IMMUTABLE' WHEN 's' THEN 'STABLE' ELSE 'VOLATILE' END, harmless,
       CASE WHEN oid < 16384 OR harmless THEN ''
            ELSE format('function %%s %%s %%s', oid::regprocedure, provolatile,
                        CASE WHEN prokind <> 'a' THEN md5(pg_get_functiondef(oid)) END) END
FROM told ORDER BY 1, 2
