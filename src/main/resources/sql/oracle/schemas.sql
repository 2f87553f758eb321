select username as "name",
       case when username = sys_context('USERENV', 'CURRENT_SCHEMA') then 1 else 0 end as "is_default"
from all_users
order by case when oracle_maintained = 'Y' then 1 else 0 end, username
