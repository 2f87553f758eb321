-- Work that takes longer than a moment. The steps are JSON: they are only ever read and written as a whole.
create table operation (
    id         varchar(36)              not null primary key,
    kind       varchar(40)              not null,
    target     varchar(100)             not null,
    state      varchar(20)              not null,
    steps      text                     not null,
    outcome    text,
    remedy     text,
    started_by varchar(100)             not null,
    started_at timestamp with time zone not null,
    ended_at   timestamp with time zone
);

create index operation_started on operation (started_at);
