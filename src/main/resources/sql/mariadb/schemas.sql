select schema_name as name, schema_name = database() as is_default
from information_schema.schemata
order by schema_name in ('information_schema', 'mysql', 'performance_schema', 'sys'), schema_name
