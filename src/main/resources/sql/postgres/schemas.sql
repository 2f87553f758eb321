select nspname as name, nspname = current_schema() as is_default
from pg_catalog.pg_namespace
where nspname !~ '^pg_(toast|temp)' and pg_catalog.has_schema_privilege(oid, 'USAGE')
order by nspname like 'pg\_%' or nspname = 'information_schema', nspname
