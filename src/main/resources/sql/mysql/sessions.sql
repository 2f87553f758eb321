select (select variable_value from performance_schema.global_status where variable_name = 'Threads_connected'),
       @@max_connections
