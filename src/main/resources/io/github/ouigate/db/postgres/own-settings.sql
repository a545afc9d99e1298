-- The time zone and date style set for this role and database, in the server's order of precedence; whether the role
-- can read the server's configuration, files and command line; and the optional views and functions that it lacks
-- privileges on. Views are read with the privileges of their owner, but their functions are called with those of the
-- role.
WITH own (name, value) AS (
    SELECT DISTINCT ON (1) lower(split_part(setting, '=', 1)), substr(setting, strpos(setting, '=') + 1)
    FROM pg_db_role_setting, unnest(setconfig) AS setting
    WHERE setrole IN (0, quote_ident(session_user)::regrole)
      AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    ORDER BY 1, setrole <> 0 DESC, setdatabase <> 0 DESC),
denied (view, name) AS (
    SELECT view, CASE WHEN has_table_privilege(to_regclass(view), 'SELECT') THEN signature ELSE view END
    FROM (VALUES ('pg_locks', 'pg_lock_status()'),
                 ('pg_prepared_xacts', 'pg_prepared_xact()'),
                 ('pg_roles', NULL),
                 ('pg_stat_activity', 'pg_stat_get_activity(integer)'),
                 ('pg_stat_gssapi', 'pg_stat_get_activity(integer)'),
                 ('pg_stat_ssl', 'pg_stat_get_activity(integer)')) AS optional (view, signature)
    WHERE has_table_privilege(to_regclass(view), 'SELECT') IS NOT TRUE
       OR has_function_privilege(to_regprocedure(signature), 'EXECUTE') IS FALSE)
SELECT (SELECT value FROM own WHERE name = 'timezone'),
       (SELECT value FROM own WHERE name = 'datestyle'),
       has_table_privilege('pg_file_settings', 'SELECT')
       AND has_function_privilege('pg_show_all_file_settings()', 'EXECUTE')
       AND has_function_privilege('pg_read_file(text)', 'EXECUTE'),
       ARRAY (SELECT name FROM denied) || ARRAY (
           SELECT signature
           FROM unnest(ARRAY['pg_control_system()', 'pg_current_wal_insert_lsn()', 'pg_stat_get_live_tuples(oid)',
                             'pg_blocking_pids(integer)', 'pg_stat_clear_snapshot()']) AS signature
           WHERE has_function_privilege(to_regprocedure(signature), 'EXECUTE') IS NOT TRUE),
       ARRAY (SELECT view FROM denied ORDER BY view),
       ARRAY (SELECT format('%I AS (SELECT %s WHERE false)', view,
                            (SELECT string_agg(format('NULL::%s AS %I', format_type(atttypid, atttypmod), attname), ', '
                                               ORDER BY attnum)
                             FROM pg_attribute WHERE attrelid = to_regclass(view) AND attnum > 0))
              FROM denied ORDER BY view)
