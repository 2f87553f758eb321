select name, if(engine like '%View', 'view', 'table') as kind, total_rows as estimated_rows
from system.tables
where database = ?
order by name
