select s.name as name, case when s.name = schema_name() then 1 else 0 end as is_default
from sys.schemas s
where s.name not like 'db[_]%' and s.name not in ('guest')
order by case when s.name in ('sys', 'INFORMATION_SCHEMA') then 1 else 0 end, s.name
