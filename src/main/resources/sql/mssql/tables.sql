select o.name as name,
       case when o.type = 'V' then 'view' else 'table' end as kind,
       (select sum(p.rows) from sys.partitions p where p.object_id = o.object_id and p.index_id in (0, 1)) as estimated_rows
from sys.all_objects o
join sys.schemas s on s.schema_id = o.schema_id
where s.name = ? and o.type in ('U', 'V')
order by o.name
