-- People who may sign in
create table user_account (
    id            varchar(36)  primary key,
    username      varchar(64)  not null,
    -- the name in lower case: names that differ only in case are the same person
    username_key  varchar(64)  not null unique,
    password_hash varchar(255) not null,
    role          varchar(32)  not null,
    -- 'yes' for the first administrator, null for everybody else: of two setups at once exactly one can win
    founder       varchar(3)   unique check (founder = 'yes'),
    created_at    timestamp with time zone not null
);

-- Personal API tokens; of the token itself only the SHA-256 hash is kept
create table api_token (
    id           varchar(36)  primary key,
    user_id      varchar(36)  not null references user_account (id) on delete cascade,
    name         varchar(100) not null,
    token_hash   varchar(64)  not null unique,
    -- its last characters, to tell one from another
    hint         varchar(8)   not null,
    created_at   timestamp with time zone not null,
    last_used_at timestamp with time zone
);

create index api_token_user on api_token (user_id);
