select name, name = 'main' as is_default
from pragma_database_list
where name <> 'temp'
order by seq
