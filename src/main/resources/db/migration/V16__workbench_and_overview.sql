-- What people have open in the workbench, typed or run: it outlives sessions and the console
create table query_tab (
    id          varchar(36)  primary key,
    owner       varchar(36)  not null references user_account (id) on delete cascade,
    -- the window of a browser that has it open; no two have the same one
    window_name varchar(255) not null,
    number      integer      not null,
    connection  varchar(63),
    sql_text    text         not null,
    max_rows    bigint       not null,
    -- counts the changes of the text: who writes names the one he saw
    revision    integer      not null,
    -- when it was last written or chosen
    touched_at  timestamp with time zone not null
);

create index query_tab_owner on query_tab (owner);

-- What the overview shows as wanting attention, and somebody has said may go; for as long as it is so
create table concern_dismissal (
    concern varchar(255) primary key
);
