package io.alacran.database.internal;

import io.alacran.database.DeployRequest;
import io.alacran.database.PortMapping;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class DatabaseStore {

    private static final TypeReference<Map<String, String>> ENVIRONMENT = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DatabaseStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Transactional
    public void insert(Desired d) {
        DeployRequest.Limits limits = d.limits();
        jdbc.sql("""
                        insert into managed_database (name, engine, version, description, volume, volume_adopted,
                            username, database_name, password, environment, memory_bytes, cpus, deployed, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(
                        d.name(),
                        d.engine(),
                        d.version(),
                        d.description(),
                        d.volume(),
                        d.volumeAdopted(),
                        d.username(),
                        d.databaseName(),
                        d.password(),
                        json.writeValueAsString(d.environment()),
                        limits == null ? null : limits.memoryBytes(),
                        limits == null ? null : limits.cpus(),
                        d.deployed(),
                        d.createdAt().atOffset(ZoneOffset.UTC)))
                .update();
        insertPorts(d.name(), d.ports());
    }

    @Transactional
    public void replacePorts(String name, List<PortMapping> ports) {
        jdbc.sql("delete from port_mapping where database_name = ?").param(name).update();
        insertPorts(name, ports);
    }

    private void insertPorts(String name, List<PortMapping> ports) {
        for (PortMapping port : ports) {
            jdbc.sql("insert into port_mapping (database_name, host_port, bind_address) values (?, ?, ?)")
                    .params(name, port.hostPort(), port.bindAddress())
                    .update();
        }
    }

    void markDeployed(String name) {
        jdbc.sql("update managed_database set deployed = true where name = ?")
                .param(name)
                .update();
    }

    void markStopped(String name, boolean stopped) {
        jdbc.sql("update managed_database set stopped = ? where name = ?")
                .params(stopped, name)
                .update();
    }

    void markRemoval(String name, boolean volumeToo) {
        jdbc.sql("update managed_database set remove_volume = ? where name = ?")
                .params(volumeToo, name)
                .update();
    }

    void beginRotation(String name, String pending) {
        jdbc.sql("update managed_database set pending_password = ? where name = ?")
                .params(pending, name)
                .update();
    }

    void endRotation(String name, String password) {
        jdbc.sql("update managed_database set password = ?, pending_password = null where name = ?")
                .params(password, name)
                .update();
    }

    void delete(String name) {
        jdbc.sql("delete from managed_database where name = ?").param(name).update();
    }

    Optional<Desired> find(String name) {
        return jdbc.sql("select * from managed_database where name = ?")
                .param(name)
                .query(this::row)
                .optional();
    }

    List<Desired> all() {
        return jdbc.sql("select * from managed_database order by name")
                .query(this::row)
                .list();
    }

    private Desired row(ResultSet r, int number) throws SQLException {
        String name = r.getString("name");
        Long memory = number(r.getLong("memory_bytes"), r.wasNull());
        double cpus = r.getDouble("cpus");
        Double cpusOrNull = r.wasNull() ? null : Double.valueOf(cpus);
        return new Desired(
                name,
                r.getString("engine"),
                r.getString("version"),
                r.getString("description"),
                r.getString("volume"),
                r.getBoolean("volume_adopted"),
                r.getString("username"),
                r.getString("database_name"),
                r.getString("password"),
                r.getString("pending_password"),
                json.readValue(r.getString("environment"), ENVIRONMENT),
                memory == null && cpusOrNull == null ? null : new DeployRequest.Limits(memory, cpusOrNull),
                ports(name),
                r.getBoolean("deployed"),
                r.getBoolean("stopped"),
                r.getObject("remove_volume", Boolean.class),
                r.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private List<PortMapping> ports(String name) {
        return jdbc.sql("""
                        select host_port, bind_address from port_mapping where database_name = ?
                        order by host_port, bind_address""")
                .param(name)
                .query((r, n) -> new PortMapping(r.getInt("host_port"), r.getString("bind_address")))
                .list();
    }

    private static @Nullable Long number(long value, boolean wasNull) {
        return wasNull ? null : value;
    }
}
