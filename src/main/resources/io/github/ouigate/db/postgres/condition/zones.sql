-- Whether any of some types is, or has in it, a type with a time zone: by its conversion to text, and from it.
SELECT EXISTS (SELECT FROM type WHERE oid IN ('timestamptz'::regtype, 'timetz'::regtype))
