select name, lower(type) as type, not "notnull" as nullable, pk > 0 as primary_key
from pragma_table_info(?2, ?1)
order by cid
