-- The triggers, rules and policies for deletes from the family's tables, or for updates of them. For child tables, only
-- row triggers apply, since the statement names the root table. Triggers of foreign keys are excluded. tgisinternal is
-- not sufficient for that: before PostgreSQL 15 it is also set for partitions' copies of the root's triggers.
SELECT kind, n.nspname, c.relname, name
FROM (SELECT 'TRIGGER' AS kind, tgrelid AS on_oid, tgname::text AS name
      FROM pg_trigger t JOIN family ON tgrelid = family.oid
      WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.oid = t.tgconstraint AND k.contype = 'f')
        AND tgenabled IN ('O', 'A') AND tgtype & :trigger_type <> 0
        AND (tgrelid = root OR tgtype & 1 <> 0)
        AND NOT EXISTS (SELECT FROM pg_trigger p
                        WHERE p.oid = t.tgparentid AND p.tgenabled IN ('O', 'A')
                          AND p.tgrelid IN (SELECT oid FROM family))
      UNION
      SELECT 'RULE', ev_class, rulename FROM pg_rewrite JOIN family ON ev_class = root
      WHERE ev_type = ':rule_type' AND ev_enabled IN ('O', 'A')
      UNION
      SELECT 'ROW_SECURITY', root, '' FROM family WHERE row_security_active(root)) AS hook
JOIN pg_class c ON c.oid = on_oid JOIN pg_namespace n ON n.oid = c.relnamespace
ORDER BY 2, 3, 1, 4
