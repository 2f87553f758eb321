select name, type, startsWith(type, 'Nullable') as nullable, is_in_primary_key as primary_key
from system.columns
where database = ? and table = ?
order by position
