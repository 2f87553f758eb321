select c.column_name as name, lower(c.data_type) as type, c.is_nullable as nullable,
       exists (select 1 from duckdb_constraints() k
               where k.table_oid = c.table_oid and k.constraint_type = 'PRIMARY KEY'
                 and list_contains(k.constraint_column_names, c.column_name)) as primary_key
from duckdb_columns() c
where c.database_name = current_database() and c.schema_name = ? and c.table_name = ?
order by c.column_index
