-- From when on a connection's statements are slow, 0 for never, and whether their plans are looked up
alter table named_connection add column slow_statement_millis bigint default 1000 not null;
alter table named_connection add column slow_statement_plans boolean default false not null;

-- What was slow: a text without its values, once per connection
create table slow_statement (
    connection_id varchar(63)  not null references named_connection (id) on delete cascade,
    -- of the text, so that it is found whatever its length
    fingerprint   varchar(32)  not null,
    sql_text      varchar(4000) not null,
    last_seen     timestamp with time zone not null,
    last_user     varchar(255) not null,
    -- the last plan that was asked for, or why there was none
    plan_text     text,
    plan_problem  varchar(1000),
    planned_at    timestamp with time zone,
    primary key (connection_id, fingerprint)
);

-- How slow it was, by the hours since 1970; the counts by time are a histogram as text
create table slow_statement_hour (
    connection_id varchar(63) not null,
    fingerprint   varchar(32) not null,
    start_millis  bigint      not null,
    runs          bigint      not null,
    total_millis  bigint      not null,
    max_millis    bigint      not null,
    histogram     varchar(8000) not null,
    primary key (connection_id, fingerprint, start_millis),
    foreign key (connection_id, fingerprint)
        references slow_statement (connection_id, fingerprint) on delete cascade
);

create index slow_statement_hour_start on slow_statement_hour (start_millis);
