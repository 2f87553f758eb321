package io.alacran.connection.internal;

import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.ConnectionGroup.Balance;
import io.alacran.connection.ConnectionGroup.Fallback;
import io.alacran.connection.ConnectionGroup.Replica;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables {@code connection_group} and {@code connection_group_replica}: members by their ids, so that renames follow. */
@Component
class GroupStore {

    private final JdbcClient jdbc;

    GroupStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<ConnectionGroup> list() {
        Map<String, List<Replica>> replicas = new HashMap<>();
        jdbc.sql("select r.group_id, c.name, r.weight from connection_group_replica r"
                        + " join named_connection c on c.id = r.connection_id order by r.group_id, r.place")
                .query((row, n) -> replicas.computeIfAbsent(row.getString(1), g -> new ArrayList<>())
                        .add(new Replica(row.getString(2), row.getInt(3))))
                .list();
        return jdbc.sql("select g.*, c.name as primary_name, c.client from connection_group g"
                        + " join named_connection c on c.id = g.primary_id order by g.name, g.environment")
                .query((row, n) -> map(row, replicas.getOrDefault(row.getString("id"), List.of())))
                .list();
    }

    /** @param ids the ids of its members' connections by name */
    void write(ConnectionGroup group, Map<String, String> ids) {
        int changed = jdbc.sql("update connection_group set name = :name, environment = :environment,"
                        + " description = :description, primary_id = :primary, balance = :balance,"
                        + " max_lag_millis = :lag, sticky_millis = :sticky, fallback = :fallback where id = :id")
                .params(params(group, ids))
                .update();
        if (changed == 0) {
            jdbc.sql("insert into connection_group (id, name, environment, description, primary_id, balance,"
                            + " max_lag_millis, sticky_millis, fallback, created_at) values (:id, :name, :environment,"
                            + " :description, :primary, :balance, :lag, :sticky, :fallback, :created)")
                    .params(params(group, ids))
                    .update();
        }
        jdbc.sql("delete from connection_group_replica where group_id = ?")
                .param(group.id())
                .update();
        int place = 0;
        for (Replica replica : group.replicas()) {
            jdbc.sql(
                            "insert into connection_group_replica (group_id, connection_id, weight, place) values (?, ?, ?, ?)")
                    .params(
                            group.id(),
                            Objects.requireNonNull(ids.get(replica.connection())),
                            replica.weight(),
                            place++)
                    .update();
        }
    }

    private static Map<String, Object> params(ConnectionGroup group, Map<String, String> ids) {
        Map<String, Object> params = new HashMap<>();
        params.put("id", group.id());
        params.put("name", group.name());
        params.put("environment", group.environment());
        params.put("description", group.description());
        params.put("primary", ids.get(group.primary()));
        params.put("balance", group.balance().word());
        params.put("lag", group.maxLagMs());
        params.put("sticky", group.stickyMs());
        params.put("fallback", group.fallback().stream().map(Fallback::word).collect(Collectors.joining(",")));
        params.put("created", OffsetDateTime.ofInstant(group.createdAt(), ZoneOffset.UTC));
        return params;
    }

    void delete(String id) {
        jdbc.sql("delete from connection_group where id = ?").param(id).update();
    }

    /** Whether a group of the environment has the name. */
    boolean has(String name, String environment) {
        return jdbc.sql("select count(*) from connection_group where name = ? and environment = ?")
                        .params(name, environment)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** The environments that have a group of the name. */
    List<String> environmentsOf(String name) {
        return jdbc.sql("select environment from connection_group where name = ? order by environment")
                .param(name)
                .query(String.class)
                .list();
    }

    /** The names of the groups that a connection is a member of. */
    List<String> having(String connectionId) {
        return jdbc.sql(
                        "select g.name from connection_group g where g.primary_id = :id or exists (select 1 from"
                                + " connection_group_replica r where r.group_id = g.id and r.connection_id = :id) order by g.name")
                .param("id", connectionId)
                .query(String.class)
                .list();
    }

    private static ConnectionGroup map(ResultSet row, List<Replica> replicas) throws SQLException {
        return new ConnectionGroup(
                row.getString("id"),
                row.getString("name"),
                row.getString("environment"),
                row.getString("description"),
                row.getString("client"),
                row.getString("primary_name"),
                replicas,
                Balance.valueOf(row.getString("balance").replace('-', '_').toUpperCase(Locale.ROOT)),
                row.getObject("max_lag_millis", Long.class),
                row.getLong("sticky_millis"),
                Arrays.stream(row.getString("fallback").split(","))
                        .filter(word -> !word.isEmpty())
                        .map(word -> Fallback.valueOf(word.toUpperCase(Locale.ROOT)))
                        .toList(),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
