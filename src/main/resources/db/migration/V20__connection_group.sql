-- Connections of one environment that hold the same data: one is written to, the others are read from
create table connection_group (
    id             varchar(63)  primary key,
    name           varchar(63)  not null,
    environment    varchar(20)  not null,
    description    varchar(1000),
    -- without its primary it is no group any more
    primary_id     varchar(63)  not null references named_connection (id) on delete cascade,
    balance        varchar(20)  not null,
    max_lag_millis bigint,
    sticky_millis  bigint       not null,
    -- words in their order, with commas between them
    fallback       varchar(40)  not null,
    created_at     timestamp with time zone not null,
    unique (name, environment)
);

create table connection_group_replica (
    group_id      varchar(63) not null references connection_group (id) on delete cascade,
    connection_id varchar(63) not null references named_connection (id) on delete cascade,
    weight        integer     not null,
    place         integer     not null,
    primary key (group_id, connection_id)
);
