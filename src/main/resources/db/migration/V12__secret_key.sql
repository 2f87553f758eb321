-- Which key the stored secrets are encrypted with, so that another one is noticed before anything is encrypted with it
create table secret_key (
    id     integer     primary key check (id = 1),
    key_id varchar(16) not null
);
