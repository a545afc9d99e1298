-- The checks of the domains among given types, and among the types that their values are made of.
SELECT conbin::text FROM pg_constraint JOIN type ON contypid = type.oid WHERE conbin IS NOT NULL
