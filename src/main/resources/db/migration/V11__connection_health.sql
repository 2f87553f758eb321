-- How a connection is checked, where it is not the usual way.
create table connection_health_settings (
    connection_name varchar(63) primary key
        references named_connection (name) on update cascade on delete cascade,
    enabled boolean not null,
    interval_millis bigint not null,
    timeout_millis bigint not null,
    query varchar(1000)
);

-- How it was at its last change, so that a restart of the console is none.
create table connection_health_state (
    connection_name varchar(63) primary key
        references named_connection (name) on update cascade on delete cascade,
    healthy boolean not null,
    error varchar(1000),
    since timestamp with time zone not null
);

-- Counts of checks by stretches of time, which begin at multiples of their length since 1970.
create table connection_health_history (
    connection_name varchar(63) not null
        references named_connection (name) on update cascade on delete cascade,
    start_millis bigint not null,
    length_millis bigint not null,
    passed integer not null,
    failed integer not null,
    slowest_millis bigint not null,
    error varchar(1000),
    primary key (connection_name, start_millis, length_millis)
);
