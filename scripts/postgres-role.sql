-- Creates a role with the least privileges to purge and restore the conversations. Execute it in the shop's database, as
-- a superuser, or as the owner of the database and its tables with CREATEROLE. It can be executed repeatedly.
--
--   psql -d shop -v ON_ERROR_STOP=1 -f scripts/postgres-role.sql
--   psql -d shop -c '\password ouigate'
--   ouigate plan --url postgresql://ouigate@host/shop --ledger-schema ouigate
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ouigate') THEN
        CREATE ROLE ouigate LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
    ELSIF EXISTS (SELECT FROM pg_roles WHERE rolname = 'ouigate'
                  AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)) THEN
        RAISE EXCEPTION 'there is a role ouigate already, which may do more than it should: see \du ouigate';
    END IF;
END
$$;

-- The tables of the job. INSERT is only for restores; without it, another role has to restore an archive.
GRANT USAGE ON SCHEMA public TO ouigate;
GRANT SELECT, DELETE, INSERT ON public.messages, public.message_threads TO ouigate;

-- Further privileges for restores: advancing sequences beyond the restored values, and temporary tables in which the
-- archived rows are compared with the tables before the confirmation.
DO $$
DECLARE
    of_column regclass;
BEGIN
    FOR of_column IN
        SELECT objid::regclass FROM pg_depend
        WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i')
          AND refobjid IN ('public.messages'::regclass, 'public.message_threads'::regclass)
          AND objid IN (SELECT seqrelid FROM pg_sequence)
    LOOP
        EXECUTE format('GRANT SELECT, UPDATE ON SEQUENCE %s TO ouigate', of_column);
    END LOOP;
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO ouigate', current_database());
END
$$;

-- Counts of the preserved tables: SELECT on the key alone permits counting the rows and reading nothing else.
GRANT SELECT (id) ON public.users, public.orders TO ouigate;

-- The ledger and its lock, in a schema of their own, so that the role creates no tables in the shop's schema. Do not give
-- the schema the role's name: it would come first in the default search path, and the shop's tables would not be found.
CREATE SCHEMA IF NOT EXISTS ouigate;
GRANT USAGE, CREATE ON SCHEMA ouigate TO ouigate;
ALTER ROLE ouigate SET search_path = public;

-- Ledger tables that another role created, for example a superuser in a first run with --ledger-schema ouigate. DELETE is
-- only for restores.
DO $$
DECLARE
    existing record;
BEGIN
    FOR existing IN
        SELECT oid::regclass AS name, relname FROM pg_class
        WHERE relnamespace = 'ouigate'::regnamespace AND relowner <> 'ouigate'::regrole
          AND relname IN ('databasechangelog', 'databasechangeloglock')
    LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO ouigate', existing.name);
        IF existing.relname = 'databasechangelog' THEN
            EXECUTE format('GRANT DELETE ON %s TO ouigate', existing.name);
        END IF;
    END LOOP;
END
$$;

-- The role also has the privileges of PUBLIC. Up to PostgreSQL 14, these include creating tables in the schema public.
DO $$
BEGIN
    IF has_schema_privilege('ouigate', 'public', 'CREATE') THEN
        RAISE WARNING 'ouigate can create tables in the schema public, as everybody can'
            USING HINT = 'If no application has to: REVOKE CREATE ON SCHEMA public FROM PUBLIC;';
    END IF;
END
$$;

-- A large purge creates a temporary index if the role owns the table, which this role should not. The owner can create
-- the index once, in advance, without blocking writers:
--
--   CREATE INDEX CONCURRENTLY ON public.messages (thread_id);
--
-- Otherwise, permit a slow run with --allow-slow. To show the statements of other sessions in "status", the role needs:
--
--   GRANT pg_read_all_stats TO ouigate;
