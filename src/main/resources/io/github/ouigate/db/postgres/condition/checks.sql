-- The checks of domains among given types and their component types.
SELECT conbin::text FROM pg_constraint JOIN type ON contypid = type.oid WHERE conbin IS NOT NULL
