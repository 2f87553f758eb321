select schema_name as name, schema_name = current_schema() as is_default
from duckdb_schemas()
where database_name = current_database()
order by internal, schema_name
