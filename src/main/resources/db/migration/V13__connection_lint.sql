-- Findings about a connection that somebody has said are meant so
create table connection_lint_dismissal (
    connection_id varchar(63) not null,
    finding       varchar(100) not null,
    primary key (connection_id, finding),
    foreign key (connection_id) references named_connection (id) on delete cascade
);
