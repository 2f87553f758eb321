create table query_history (
    id varchar(64) primary key,
    connection varchar(63) not null,
    started_by varchar(255) not null,
    sql_text varchar(100000) not null,
    state varchar(20) not null,
    started_at timestamp with time zone not null,
    took_millis bigint not null,
    row_count bigint not null,
    error varchar(4000)
);

create index query_history_started_at on query_history (started_at);
