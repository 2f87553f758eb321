select table_name as name,
       case when table_type like '%VIEW' then 'view' else 'table' end as kind,
       table_rows as estimated_rows
from information_schema.tables
where table_schema = ?
order by table_name
