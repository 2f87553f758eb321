-- Windows of browsers in which the workbench was opened, over all consoles that share the store: no console gives the
-- tabs of a window to another while it is there
create table open_window (
    name    varchar(255) primary key,
    -- the running console that shows it
    console varchar(36)  not null,
    seen_at timestamp with time zone not null
);
