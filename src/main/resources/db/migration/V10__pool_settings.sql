-- What was asked of a pool, as JSON by the API's words; what was never asked gets the console's defaults
alter table named_connection add column pool_settings varchar(8000) default '{}' not null;

update named_connection
set pool_settings = '{"min":' || pool_min || ',"max":' || pool_max
    || ',"acquireTimeoutMillis":' || pool_acquire_timeout_millis || '}'
where not (pool_min = 0 and pool_max = 5 and pool_acquire_timeout_millis = 10000);

alter table named_connection drop column pool_min;
alter table named_connection drop column pool_max;
alter table named_connection drop column pool_acquire_timeout_millis;
