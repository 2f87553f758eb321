-- A name is unique within its environment, so that development and production may have the same ones; a connection is
-- known by its id. The table is made anew, since a primary key cannot be dropped by the same words everywhere.
create table connection_by_id (
    id varchar(63) constraint named_connection_key primary key,
    name varchar(63) not null,
    environment varchar(20) not null,
    description varchar(1000),
    client varchar(20) not null,
    host varchar(255),
    port integer,
    database_name varchar(128),
    filename varchar(1000),
    username varchar(255),
    password_encrypted varchar(4000),
    -- A password that is one placeholder, such as a variable: no secret, so that it can be shown
    password_placeholder varchar(500),
    tls varchar(20) not null,
    -- PEM; the client's key is encrypted, as the password is
    ca_pem text,
    certificate_pem text,
    key_encrypted text,
    read_only boolean not null,
    schema_name varchar(128),
    timezone varchar(64),
    init_sql text,
    statement_timeout_millis bigint,
    row_limit bigint,
    -- From when on its statements are slow, 0 for never, and whether their plans are looked up
    slow_statement_millis bigint default 1000 not null,
    slow_statement_plans boolean default false not null,
    -- A JSON object of strings, and a JSON array of strings
    properties text default '{}' not null,
    tags text default '[]' not null,
    colour varchar(20),
    managed_database varchar(63),
    -- The SSH server that it goes through: a JSON object without secrets, which are encrypted as the password is
    ssh_tunnel text,
    ssh_password_encrypted text,
    ssh_key_encrypted text,
    ssh_passphrase_encrypted text,
    -- What was asked of its pool, as JSON by the API's words; what was never asked gets the console's defaults
    pool_settings varchar(8000) default '{}' not null,
    -- One of each environment at most
    is_default boolean not null,
    created_at timestamp with time zone not null,
    constraint named_connection_name unique (name, environment)
);

insert into connection_by_id (id, name, environment, description, client, host, port, database_name, filename, username,
    password_encrypted, password_placeholder, tls, ca_pem, certificate_pem, key_encrypted, read_only, schema_name,
    timezone, init_sql, statement_timeout_millis, row_limit, slow_statement_millis, slow_statement_plans, properties,
    tags, colour, managed_database, ssh_tunnel, ssh_password_encrypted, ssh_key_encrypted, ssh_passphrase_encrypted,
    pool_settings, is_default, created_at)
select id, name, environment, description, client, host, port, database_name, filename, username,
    password_encrypted, password_placeholder, tls, ca_pem, certificate_pem, key_encrypted, read_only, schema_name,
    timezone, init_sql, statement_timeout_millis, row_limit, slow_statement_millis, slow_statement_plans, properties,
    tags, colour, managed_database, ssh_tunnel, ssh_password_encrypted, ssh_key_encrypted, ssh_passphrase_encrypted,
    pool_settings, is_default, created_at
from named_connection;

-- How a connection is checked, where it is not the usual way.
create table health_settings_by_id (
    connection_id varchar(63) constraint connection_health_settings_key primary key,
    enabled boolean not null,
    interval_millis bigint not null,
    timeout_millis bigint not null,
    query varchar(1000)
);

insert into health_settings_by_id (connection_id, enabled, interval_millis, timeout_millis, query)
select c.id, s.enabled, s.interval_millis, s.timeout_millis, s.query
from connection_health_settings s join named_connection c on c.name = s.connection_name;

-- How it was at its last change, so that a restart of the console is none.
create table health_state_by_id (
    connection_id varchar(63) constraint connection_health_state_key primary key,
    healthy boolean not null,
    error varchar(1000),
    since timestamp with time zone not null
);

insert into health_state_by_id (connection_id, healthy, error, since)
select c.id, s.healthy, s.error, s.since
from connection_health_state s join named_connection c on c.name = s.connection_name;

-- Counts of checks by stretches of time, which begin at multiples of their length since 1970.
create table health_history_by_id (
    connection_id varchar(63) not null,
    start_millis bigint not null,
    length_millis bigint not null,
    passed integer not null,
    failed integer not null,
    slowest_millis bigint not null,
    error varchar(1000),
    constraint connection_health_history_key primary key (connection_id, start_millis, length_millis)
);

insert into health_history_by_id (connection_id, start_millis, length_millis, passed, failed, slowest_millis, error)
select c.id, h.start_millis, h.length_millis, h.passed, h.failed, h.slowest_millis, h.error
from connection_health_history h join named_connection c on c.name = h.connection_name;

-- What people have open and have run is told apart by name@environment; of what is gone the name alone stays.
alter table query_tab alter column connection set data type varchar(100);
update query_tab
set connection = (select c.name || '@' || c.environment from named_connection c where c.name = query_tab.connection)
where connection in (select name from named_connection);

alter table query_history alter column connection set data type varchar(100);
update query_history
set connection = (select c.name || '@' || c.environment from named_connection c where c.name = query_history.connection)
where connection in (select name from named_connection);

drop table connection_health_settings;
drop table connection_health_state;
drop table connection_health_history;
-- With the constraints of those tables that keep an id: they are made anew below
drop table named_connection cascade;
alter table connection_by_id rename to named_connection;
alter table health_settings_by_id rename to connection_health_settings;
alter table health_state_by_id rename to connection_health_state;
alter table health_history_by_id rename to connection_health_history;

alter table connection_health_settings add constraint connection_health_settings_of
    foreign key (connection_id) references named_connection (id) on delete cascade;
alter table connection_health_state add constraint connection_health_state_of
    foreign key (connection_id) references named_connection (id) on delete cascade;
alter table connection_health_history add constraint connection_health_history_of
    foreign key (connection_id) references named_connection (id) on delete cascade;
alter table connection_lint_dismissal add constraint connection_lint_dismissal_of
    foreign key (connection_id) references named_connection (id) on delete cascade;
alter table slow_statement add constraint slow_statement_of
    foreign key (connection_id) references named_connection (id) on delete cascade;
