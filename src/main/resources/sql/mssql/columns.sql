select c.name as name,
       t.name + case when t.name in ('varchar', 'char', 'varbinary', 'binary')
                     then '(' + case when c.max_length = -1 then 'max' else cast(c.max_length as varchar(10)) end + ')'
                     when t.name in ('nvarchar', 'nchar')
                     then '(' + case when c.max_length = -1 then 'max' else cast(c.max_length / 2 as varchar(10)) end + ')'
                     when t.name in ('decimal', 'numeric')
                     then '(' + cast(c.precision as varchar(10)) + ',' + cast(c.scale as varchar(10)) + ')'
                     else '' end as type,
       c.is_nullable as nullable,
       case when exists (select 1 from sys.index_columns ic
                         join sys.indexes i on i.object_id = ic.object_id and i.index_id = ic.index_id
                         where i.is_primary_key = 1 and ic.object_id = c.object_id and ic.column_id = c.column_id)
            then 1 else 0 end as primary_key
from sys.all_columns c
join sys.all_objects o on o.object_id = c.object_id
join sys.schemas s on s.schema_id = o.schema_id
join sys.types t on t.user_type_id = c.user_type_id
where s.name = ? and o.name = ?
order by c.column_id
