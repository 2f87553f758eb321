package io.alacran.activity.internal;

import io.alacran.activity.ActivityEntry;
import io.alacran.activity.ActivityFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code activity_entry}. */
@Component
public class ActivityStore {

    private static final int LONGEST_DETAILS = 4000;
    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JdbcOperations operations;
    private final JsonMapper json;

    ActivityStore(JdbcClient jdbc, JdbcOperations operations, JsonMapper json) {
        this.jdbc = jdbc;
        this.operations = operations;
        this.json = json;
    }

    /** All or none of them. */
    @Transactional
    public void add(List<ActivityEntry> entries) {
        operations.batchUpdate("""
                insert into activity_entry (at, username, source, action, target, result, details)
                values (?, ?, ?, ?, ?, ?, ?)
                """, entries.stream().map(this::values).toList());
    }

    private Object[] values(ActivityEntry entry) {
        String details = json.writeValueAsString(entry.details());
        return new Object[] {
            entry.time().atOffset(ZoneOffset.UTC),
            Clean.text(entry.user(), 100),
            Clean.text(entry.source(), 100),
            Clean.text(entry.action(), 100),
            Clean.text(entry.target(), 255),
            entry.result(),
            details.length() <= LONGEST_DETAILS ? details : "{\"note\":\"the details were too long to keep\"}"
        };
    }

    /** The newest first, from below the given id where there is one. */
    public List<ActivityEntry> before(ActivityFilter filter, @Nullable Long id, int limit) {
        return find(filter, id, 0, limit);
    }

    /** The newest first, for a page that scrolls. */
    public List<ActivityEntry> page(ActivityFilter filter, int offset, int limit) {
        return find(filter, null, offset, limit);
    }

    public int count(ActivityFilter filter) {
        List<Object> values = new ArrayList<>();
        String where = where(filter, null, values);
        return jdbc.sql("select count(*) from activity_entry" + where)
                .params(values)
                .query(Integer.class)
                .single();
    }

    /** The actions that occur, by name. */
    public List<String> actions() {
        return jdbc.sql("select distinct action from activity_entry order by action")
                .query(String.class)
                .list();
    }

    private List<ActivityEntry> find(ActivityFilter filter, @Nullable Long below, int offset, int limit) {
        List<Object> values = new ArrayList<>();
        String where = where(filter, below, values);
        values.add(limit);
        values.add(offset);
        return jdbc.sql("select * from activity_entry" + where + " order by id desc limit ? offset ?")
                .params(values)
                .query(this::read)
                .list();
    }

    private static String where(ActivityFilter filter, @Nullable Long below, List<Object> values) {
        List<String> conditions = new ArrayList<>();
        if (filter.action() != null) {
            // A noun alone stands for all that was done to it; "%" and "_" are no wildcards here
            conditions.add("(action = ? or substring(action from 1 for ?) = ?)");
            values.add(filter.action());
            values.add(filter.action().length() + 1);
            values.add(filter.action() + ".");
        }
        if (filter.target() != null) {
            conditions.add("target = ?");
            values.add(filter.target());
        }
        if (filter.user() != null) {
            conditions.add("username = ?");
            values.add(filter.user());
        }
        if (below != null) {
            conditions.add("id < ?");
            values.add(below);
        }
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private ActivityEntry read(ResultSet row, int number) throws SQLException {
        return new ActivityEntry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("username"),
                row.getString("source"),
                row.getString("action"),
                row.getString("target"),
                row.getString("result"),
                json.readValue(row.getString("details"), DETAILS));
    }
}
