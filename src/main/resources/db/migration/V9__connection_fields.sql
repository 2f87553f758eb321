-- A connection keeps its id when it is renamed; its secrets are encrypted for the id. Those made before there were ids were
-- encrypted for the name.
alter table named_connection add column id varchar(63);
update named_connection set id = name;
alter table named_connection alter column id set not null;
alter table named_connection add constraint named_connection_id unique (id);

alter table named_connection add column schema_name varchar(128);
alter table named_connection add column timezone varchar(64);
alter table named_connection add column init_sql text;
alter table named_connection add column statement_timeout_millis bigint;
alter table named_connection add column row_limit bigint;
-- PEM; the client's key is encrypted, as the password is
alter table named_connection add column ca_pem text;
alter table named_connection add column certificate_pem text;
alter table named_connection add column key_encrypted text;
-- A password that is one placeholder, such as a variable: no secret, so that it can be shown
alter table named_connection add column password_placeholder varchar(500);
alter table named_connection add column colour varchar(20);
-- A JSON array of strings, and a JSON object of strings
alter table named_connection add column tags text default '[]' not null;
alter table named_connection add column properties text default '{}' not null;
