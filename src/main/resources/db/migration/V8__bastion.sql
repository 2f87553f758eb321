-- How the bastion is run; no row until it was first set
create table bastion_settings (
    id           integer primary key check (id = 1),
    enabled      boolean     not null,
    port         integer     not null,
    bind_address varchar(45) not null,
    home         varchar(20) not null,
    user_ca_keys text        not null
);

-- Accounts of the bastion; they are neither users of the console nor of any system
create table bastion_account (
    name          varchar(64)              not null primary key,
    password_hash varchar(200),
    -- lines of an authorized_keys file, as a JSON array
    public_keys   text                     not null,
    -- names of databases, or "*", as a JSON array
    databases     text                     not null,
    expires_at    timestamp with time zone,
    enabled       boolean                  not null,
    created_at    timestamp with time zone not null
);
