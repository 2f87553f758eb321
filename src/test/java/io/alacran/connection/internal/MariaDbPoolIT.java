package io.alacran.connection.internal;

/** Pools of a MariaDB. */
class MariaDbPoolIT extends ServerPoolContract {

    @Override
    String client() {
        return "mariadb";
    }

    @Override
    TestServer started() {
        return TestServer.mariadbOnOnePort();
    }

    @Override
    String quick() {
        return "select 7 + sleep(0.002)";
    }

    @Override
    String slow() {
        return "select 7 + sleep(0.1)";
    }

    @Override
    String countOfSessions() {
        return "select count(*) from information_schema.processlist where db = 'shop'";
    }
}
