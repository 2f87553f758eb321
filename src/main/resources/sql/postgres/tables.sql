select c.relname as name,
       case c.relkind when 'v' then 'view' when 'm' then 'view' else 'table' end as kind,
       case when c.reltuples < 0 then null else c.reltuples::bigint end as estimated_rows
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname = ? and c.relkind in ('r', 'p', 'v', 'm', 'f')
order by c.relname
