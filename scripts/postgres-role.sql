-- Makes the role that can purge the conversations, put them back, and hardly anything else. To be executed in the shop's
-- database, as often as wanted: by a superuser, or by the owner of the database and its tables who may create roles.
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

-- The tables of the job. INSERT is for restore alone: without it, an archive has to be put back by somebody else.
GRANT USAGE ON SCHEMA public TO ouigate;
GRANT SELECT, DELETE, INSERT ON public.messages, public.message_threads TO ouigate;

-- What restore needs besides: to move sequences past the values of restored rows, and temporary tables to compare these with
-- what is there before it asks.
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

-- How many rows the tables hold that stay: with a right on the key alone, they can be counted, and nothing else be read.
GRANT SELECT (id) ON public.users, public.orders TO ouigate;

-- The ledger and its lock, in a schema of their own: the role makes no tables beside the shop's. A schema that is named
-- as the role comes first in the usual search path, and the job would look for the shop's tables there.
CREATE SCHEMA IF NOT EXISTS ouigate;
GRANT USAGE, CREATE ON SCHEMA ouigate TO ouigate;
ALTER ROLE ouigate SET search_path = public;

-- What everybody may do, the role may do too. Up to PostgreSQL 14, that is to create tables in the schema public.
DO $$
BEGIN
    IF has_schema_privilege('ouigate', 'public', 'CREATE') THEN
        RAISE WARNING 'ouigate can create tables in the schema public, as everybody can'
            USING HINT = 'If no application has to: REVOKE CREATE ON SCHEMA public FROM PUBLIC;';
    END IF;
END
$$;

-- The index that a large purge makes for itself needs the owner of the table, which this role is not, and should not be.
-- Have the owner make it beforehand, once, while everybody goes on:
--
--   CREATE INDEX CONCURRENTLY ON public.messages (thread_id);
--
-- or let the run take its time with --allow-slow. To see in "status" what other sessions execute, the role needs:
--
--   GRANT pg_read_all_stats TO ouigate;
