select name, kind, estimated_rows
from (select table_name as name, 'table' as kind, estimated_size as estimated_rows
      from duckdb_tables()
      where database_name = current_database() and schema_name = ?1
      union all
      select view_name, 'view', null
      from duckdb_views()
      where database_name = current_database() and schema_name = ?1)
order by name
