select o.object_name as "name", case when o.object_type = 'VIEW' then 'view' else 'table' end as "kind",
       t.num_rows as "estimated_rows"
from all_objects o
left join all_tables t on t.owner = o.owner and t.table_name = o.object_name
where o.owner = ? and o.object_type in ('TABLE', 'VIEW')
order by o.object_name
