select name, type as kind, null as estimated_rows
from pragma_table_list
where schema = ? and type in ('table', 'view', 'virtual') and name not like 'sqlite\_%' escape '\'
order by name
