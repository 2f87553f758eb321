select (select variable_value from information_schema.global_status where variable_name = 'THREADS_CONNECTED'),
       @@max_connections
