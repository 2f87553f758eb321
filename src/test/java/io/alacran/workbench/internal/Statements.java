package io.alacran.workbench.internal;

import java.util.ArrayList;
import java.util.List;

/** Statements that read, that write, and that only look like reads; each kind in many forms. */
final class Statements {

    private Statements() {}

    /** What a statement does. */
    enum Kind {
        READ,
        /** Adds its number to {@code written}. */
        WRITE,
        /** Likewise, in a way that its text does not show. */
        HIDDEN_WRITE,
        /** Takes its number out of {@code doomed}. */
        DELETE,
        /** Takes a value of {@code counter}. */
        VALUE,
        /** Changes nothing, but is for the primary: a lock, the session's state. */
        PRIMARY;

        boolean writesRow() {
            return this == WRITE || this == HIDDEN_WRITE;
        }

        boolean deletesRow() {
            return this == DELETE;
        }

        boolean takesValue() {
            return this == VALUE;
        }
    }

    /** A statement of the test, which carries its number in a comment. */
    record Made(int number, Kind kind, String sql) {}

    /** @param sql with {@code N} for the number */
    record Form(Kind kind, String sql) {

        Made made(int number) {
            String mark = " /* n" + number + " */";
            boolean several = sql.contains(";");
            return new Made(
                    number, kind, sql.replaceAll("\\bN\\b", number + (several ? mark : "")) + (several ? "" : mark));
        }
    }

    static final String POSTGRES_TABLES = """
            create table numbers as select generate_series(1, 5000) as n;
            create table doomed as select n from numbers;
            alter table doomed add primary key (n);
            create table written (n int primary key);
            create table notes (note text);
            create table noted (n int);
            create sequence counter;
            create function note(n int) returns int language sql as 'insert into written values (n) returning n';
            create function noted(n int) returns int language sql as 'insert into noted values (n) returning n';
            create view sly as select n, note(n) as v from numbers;
            create view late as select n, case when n < 500 then 0 else noted(n) end as v from numbers;
            create operator ### (rightarg = int, function = note);
            create type box_of as (n int);
            create function note(b box_of) returns int language sql as 'select note(b.n)';
            create cast (box_of as int) with function note(box_of);
            create table ready (yes boolean);
            """;

    static List<Form> postgres() {
        List<Form> forms = new ArrayList<>();
        add(forms, Kind.READ, """
                select n from numbers where n = N
                select count(*) from numbers where n <> N
                with x as (select n from numbers where n < N) select max(n) from x
                with recursive x(n) as (select N union all select n + 1 from x where n < 3) select * from x
                values (N, 'insert into written')
                explain select * from numbers where n = N
                explain analyze select count(*) from numbers where n < N
                (select N) union (select 2)
                select N as "delete", $$drop table written$$ as b, $x$ insert $x$ as c, 'a''; delete from written' as d
                select /* insert into written /* nested */ values (1) */ N -- delete from written
                select n from sly where false and n = N
                table numbers order by n limit 1 + N * 0
                select d.n from numbers d join lateral (select N as m) x on d.n = m
                select current_setting('server_version'), N
                select E'\\'; delete from written', N
                """);
        add(forms, Kind.WRITE, """
                insert into written values (N)
                with x as (insert into written values (N) returning n) select * from x
                with x as (select N as n) insert into written select n from x returning n
                explain analyze insert into written values (N)
                explain (analyze, verbose) with x as (insert into written values (N) returning n) select * from x
                select note(N)
                select * from note(N)
                select public . note (N)
                select "note"(N)
                select count(*) from numbers where n = (select note(N))
                do $do$ begin perform note(N); end $do$
                select query_to_xml('select note(N)', true, false, '')
                begin; select 1; insert into written values (N); commit
                prepare p(int) as select note($1); execute p(N)
                /* a read */ (select note(N))
                select n from (values (note(N))) v(n)
                """);
        add(forms, Kind.HIDDEN_WRITE, """
                select v from sly where n = N
                select ### N
                select row(N)::box_of::int
                with x as (select v from sly where n = N) select * from x
                select n from numbers where n = (select v from sly where n = N)
                """);
        add(forms, Kind.DELETE, """
                with x as (delete from doomed where n = N returning n) select * from x
                explain analyze delete from doomed where n = N
                delete from doomed where n = N
                delete from doomed using numbers where doomed.n = numbers.n and numbers.n = N returning doomed.n
                """);
        add(forms, Kind.VALUE, """
                select nextval('counter'), N
                select nextval('counter'::regclass) + N
                """);
        add(forms, Kind.PRIMARY, """
                select n from numbers where n = N for update
                select n from numbers where n = N for no key update skip locked
                select set_config('alacran.n', 'N', false)
                select pg_advisory_xact_lock(N)
                select txid_current(), N
                create temporary table t as select N as n; select n from t
                select n into temporary t_of from numbers where n = N
                """);
        return forms;
    }

    static final String MARIADB_TABLES = """
            create table numbers (n int primary key);
            insert into numbers select seq from seq_1_to_5000;
            create table doomed (n int primary key);
            insert into doomed select n from numbers;
            create table written (n int primary key);
            create sequence counter;
            delimiter //
            create function note(n int) returns int modifies sql data begin insert into written values (n); return n; end //
            delimiter ;
            create procedure put(n int) insert into written values (n);
            create view sly as select n, note(n) as v from numbers;
            create table ready (yes int);
            """;

    static List<Form> mariadb() {
        List<Form> forms = new ArrayList<>();
        add(forms, Kind.READ, """
                select n from numbers where n = N
                select count(*) from numbers where n <> N
                with x as (select n from numbers where n < N) select max(n) from x
                explain select * from numbers where n = N
                (select N) union (select 2)
                select N as `delete`, 'insert into written', "drop table written"
                select /* insert into written values (1) */ N -- delete from written
                select N # delete from written
                select if(N > 0, upper('insert'), replace('a', 'a', 'b'))
                """);
        add(forms, Kind.WRITE, """
                insert into written values (N)
                replace into written values (N)
                insert into written values (N) returning n
                insert into written select n from numbers where n = N
                select note(N)
                select `note`(N)
                select shop . note (N)
                select x.n from (select note(N) as n) x
                with x as (select N as n) select note(n) from x
                analyze insert into written values (N)
                /*!50000 insert into written values (N) */
                select 1 /*!50000 , note(N) */
                select 1 /*M!100000 , note(N) */
                call put(N)
                do note(N)
                set @a = note(N)
                start transaction; select 1; insert into written values (N); commit
                select @a := note(N)
                begin not atomic insert into written values (N); end
                """);
        add(forms, Kind.HIDDEN_WRITE, """
                select v from sly where n = N
                with x as (select v from sly where n = N) select * from x
                select x.v from (select v from sly where n = N) x
                """);
        add(forms, Kind.DELETE, """
                delete from doomed where n = N
                delete from doomed where n = N returning n
                delete doomed from doomed join numbers using (n) where n = N
                """);
        add(forms, Kind.VALUE, """
                select nextval(counter), N
                select next value for counter, N
                """);
        add(forms, Kind.PRIMARY, """
                select n from numbers where n = N for update
                select n from numbers where n = N lock in share mode
                select n into @x from numbers where n = N
                select get_lock('of N', 0)
                create temporary table t as select N as n; select n from t
                select last_insert_id(N)
                select 'a\\'; delete from written', N
                """);
        return forms;
    }

    private static void add(List<Form> forms, Kind kind, String lines) {
        lines.lines().map(sql -> new Form(kind, sql)).forEach(forms::add);
    }
}
