select c.column_name as "name",
       lower(c.data_type) || case when c.data_type in ('VARCHAR2', 'NVARCHAR2', 'CHAR', 'NCHAR')
                                  then '(' || c.char_length || ')'
                                  when c.data_type = 'NUMBER' and c.data_precision is not null
                                  then '(' || c.data_precision || ',' || c.data_scale || ')'
                                  else '' end as "type",
       case when c.nullable = 'Y' then 1 else 0 end as "nullable",
       case when exists (select 1 from all_constraints k
                         join all_cons_columns m on m.owner = k.owner and m.constraint_name = k.constraint_name
                         where k.constraint_type = 'P' and k.owner = c.owner and k.table_name = c.table_name
                           and m.column_name = c.column_name)
            then 1 else 0 end as "primary_key"
from all_tab_columns c
where c.owner = ? and c.table_name = ?
order by c.column_id
