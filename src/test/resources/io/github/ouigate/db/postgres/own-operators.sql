-- Operators between the types that the catalogs have, wherever the server has none between just these two: a query that
-- finds them prefers them to any conversion. They say what the server's own operators say, and are counted.
DO $$
DECLARE
    types text[] := '{name,varchar,text,oid,regclass,"\"char\"",int2,int4,int8,bool,bpchar,name[],text[],varchar[],int2[],oid[]}';
    one text;
    other text;
    operator text;
    i int := 0;
BEGIN
    FOREACH one IN ARRAY types LOOP
        FOREACH other IN ARRAY types LOOP
            i := i + 1;
            EXECUTE format('CREATE FUNCTION public.own_%s(%s, %s) RETURNS bool LANGUAGE plpgsql AS'
                           ' ''BEGIN RETURN $1::text OPERATOR(pg_catalog.=) $2::text; END''', i, one, other);
            FOREACH operator IN ARRAY ARRAY['=', '<>', '~~', '@>'] LOOP
                EXECUTE format('CREATE OPERATOR public.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = public.own_%s)',
                               operator, one, other, i);
            END LOOP;
        END LOOP;
    END LOOP;
END $$
