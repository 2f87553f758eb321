-- What connection files say of migrations, which other tools run: as YAML, so that an export says it again
create table connection_migrations (
    connection_id varchar(63)   primary key references named_connection (id) on delete cascade,
    section       varchar(8000) not null
);

-- Likewise of an environment, which is a word and has no table of its own
create table environment_migrations (
    environment varchar(20)   primary key,
    section     varchar(8000) not null
);
