-- User-defined triggers and rules that fire on given kinds of writes, as bits of tgtype and codes of ev_type. The
-- tables are identified by name, since the role may lack USAGE on their schemas and a cast to regclass would fail.
WITH written (oid) AS (
    SELECT c.oid FROM unnest(?::text[], ?::text[]) AS t (schema, name)
    JOIN pg_catalog.pg_namespace n ON n.nspname = t.schema
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = t.name)
SELECT kind, n.nspname, c.relname, name
FROM (SELECT 'TRIGGER' AS kind, tgrelid AS on_oid, tgname::text AS name
      FROM pg_catalog.pg_trigger JOIN written ON written.oid = tgrelid
      WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND tgtype & ? <> 0
      UNION
      SELECT 'RULE', ev_class, rulename::text
      FROM pg_catalog.pg_rewrite JOIN written ON written.oid = ev_class
      WHERE ev_type::text = ANY (?) AND ev_enabled IN ('O', 'A')) AS hook
JOIN pg_catalog.pg_class c ON c.oid = on_oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
ORDER BY 2, 3, 1, 4
