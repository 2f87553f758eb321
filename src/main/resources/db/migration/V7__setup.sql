-- Where the first-run wizard is; no row before it was begun and once it is over
create table setup_progress (
    id       integer primary key check (id = 1),
    step     varchar(20) not null,
    -- the first database, once its deploy was started
    first_database varchar(40)
);
