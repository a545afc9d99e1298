-- The time zone and the date style that this role and this database have set, in the server's order of precedence, and
-- whether the role may read the server's configuration, its files and its command line; and which functions it may not
-- call, of those that a run can do without.
WITH own (name, value) AS (
    SELECT DISTINCT ON (1) lower(split_part(setting, '=', 1)), substr(setting, strpos(setting, '=') + 1)
    FROM pg_db_role_setting, unnest(setconfig) AS setting
    WHERE setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = session_user))
      AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    ORDER BY 1, setrole <> 0 DESC, setdatabase <> 0 DESC)
SELECT (SELECT value FROM own WHERE name = 'timezone'),
       (SELECT value FROM own WHERE name = 'datestyle'),
       has_table_privilege('pg_file_settings', 'SELECT')
       AND has_function_privilege('pg_show_all_file_settings()', 'EXECUTE')
       AND has_function_privilege('pg_read_file(text)', 'EXECUTE'),
       ARRAY (SELECT signature
              FROM unnest(ARRAY['pg_control_system()', 'pg_current_wal_insert_lsn()', 'pg_prepared_xact()',
                                'pg_stat_get_live_tuples(oid)']) AS signature
              WHERE has_function_privilege(to_regprocedure(signature), 'EXECUTE') IS NOT TRUE)
