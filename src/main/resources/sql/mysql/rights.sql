select 1,
       (select count(*) from information_schema.user_privileges where privilege_type <> 'USAGE')
       + (select count(*) from information_schema.schema_privileges)
       + (select count(*) from information_schema.table_privileges)
       + (select count(*) from information_schema.enabled_roles where role_name is not null)
