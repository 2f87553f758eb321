select column_name as name, column_type as type, is_nullable = 'YES' as nullable, column_key = 'PRI' as primary_key
from information_schema.columns
where table_schema = ? and table_name = ?
order by ordinal_position
