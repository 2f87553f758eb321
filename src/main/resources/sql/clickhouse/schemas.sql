select name, name = currentDatabase() as is_default
from system.databases
order by name in ('system', 'information_schema', 'INFORMATION_SCHEMA'), name
