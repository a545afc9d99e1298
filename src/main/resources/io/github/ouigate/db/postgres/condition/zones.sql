-- Whether any of the given types is or contains a type with a time zone, and so converts to or from text by it.
SELECT EXISTS (SELECT FROM type WHERE oid IN ('timestamptz'::regtype, 'timetz'::regtype))
