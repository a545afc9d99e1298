-- The functions among given ones, those of given operators, those that make ranges of given types, and those that turn
-- values of given types into JSON. A function is harmless if it is not volatile and its code is the server's own, or that
-- of a module of PostgreSQL's own distribution which only computes. A function in SQL or in a procedural language can
-- call anything, whatever its label. The server's functions are harmful that read tables, functions or types by their
-- names, take the number of a transaction, or can return something else to the next statement.
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
