-- Sets the settings for the text form of names and values to their defaults, until the end of the (sub)transaction.
SELECT set_config(name, value, true)
FROM (VALUES ('search_path', 'pg_catalog, pg_temp'), ('DateStyle', 'ISO, YMD'), ('IntervalStyle', 'postgres'),
             ('TimeZone', 'UTC'), ('extra_float_digits', '1'), ('bytea_output', 'hex'),
             ('lc_monetary', 'C'), ('quote_all_identifiers', 'off'),
             ('standard_conforming_strings', 'on')) AS plain (name, value)
