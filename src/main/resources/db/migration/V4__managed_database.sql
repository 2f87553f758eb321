-- What was asked for. What is, only Docker knows.
create table managed_database (
    name             varchar(40)              not null primary key,
    engine           varchar(20)              not null,
    version          varchar(40)              not null,
    description      text,
    volume           varchar(200)             not null unique,
    volume_adopted   boolean                  not null,
    username         varchar(100)             not null,
    database_name    varchar(100)             not null,
    password         text                     not null,
    pending_password text,
    environment      text                     not null,
    memory_bytes     bigint,
    cpus             double precision,
    deployed         boolean                  not null,
    stopped          boolean                  not null default false,
    -- While it is being removed: whether the volume goes too
    remove_volume    boolean,
    created_at       timestamp with time zone not null
);

create table port_mapping (
    database_name varchar(40) not null references managed_database (name) on delete cascade,
    host_port     integer     not null,
    bind_address  varchar(45) not null,
    primary key (database_name, host_port, bind_address)
);

-- The login of a volume whose database was removed: whoever gets the volume needs it, since the data keep it.
create table retained_volume (
    name          varchar(200)             not null primary key,
    engine        varchar(20)              not null,
    version       varchar(40)              not null,
    former_name   varchar(40)              not null,
    username      varchar(100)             not null,
    database_name varchar(100)             not null,
    password      text                     not null,
    retained_at   timestamp with time zone not null
);
