package io.alacran.connection.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.SlowStatementSettings;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialect.Feature;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How each session begins and what it may do. */
class SessionFields extends Div {

    final Checkbox readOnly;
    final TextField schema;
    final ComboBox<String> timezone;
    final TextArea initSql;
    final IntegerField timeout;
    final IntegerField rows;
    final IntegerField slow;
    final Checkbox plans;

    SessionFields(WatchedFields watched) {
        readOnly = watched.add("readOnly", new Checkbox("Read-only"));
        readOnly.setHelperText("A guard against mistakes, not a right: who may write can switch it off.");
        schema = watched.add("schema", new TextField("Schema"));
        schema.setPlaceholder("as the server has it");
        schema.setHelperText("Where names without one are looked up");
        timezone = watched.add("timezone", new ComboBox<>("Time zone"));
        timezone.setItems(Stream.concat(
                        Stream.of("UTC"),
                        ZoneId.getAvailableZoneIds().stream()
                                .filter(z -> z.contains("/") && !z.startsWith("Etc/") && !z.startsWith("SystemV/"))
                                .sorted())
                .toList());
        timezone.setAllowCustomValue(true);
        timezone.addCustomValueSetListener(typed -> timezone.setValue(typed.getDetail()));
        timezone.setPlaceholder("as the server has it");
        timezone.setHelperText("A name such as Europe/Madrid, or an offset such as +02:00");
        initSql = watched.add("initSql", new TextArea("Statements at the beginning"));
        initSql.addClassName("connection-pem");
        initSql.setPlaceholder("set work_mem = '64MB'");
        initSql.setHelperText("Run in each new session; end each but the last with ; at the end of its line");
        initSql.setMaxRows(6);
        timeout = watched.add("statementTimeoutMillis", new IntegerField("Statement timeout (ms)"));
        timeout.setPlaceholder("none");
        timeout.setHelperText("After which a statement is cancelled");
        rows = watched.add("rowLimit", new IntegerField("Row limit"));
        rows.setPlaceholder("all");
        rows.setHelperText("The most rows of a result that are read");
        slow = watched.add("slowStatementMillis", new IntegerField("Slow from (ms)"));
        slow.setPlaceholder(String.valueOf(SlowStatementSettings.DEFAULT.thresholdMillis()));
        slow.setHelperText("Statements that take this long are kept, without their values; 0 keeps none");
        plans = watched.add("slowStatementPlans", new Checkbox("Look up plans of slow statements"));
        plans.setHelperText("By EXPLAIN, at most once an hour for each, only where a session is idle");
        add(Inputs.group("Sessions", readOnly, schema, timezone, timeout, rows, slow, plans, initSql));
    }

    void choose(@Nullable Dialect dialect) {
        Set<Feature> features = dialect == null ? Set.of() : dialect.features();
        schema.setVisible(features.contains(Feature.SCHEMA) || !schema.isEmpty());
        timezone.setVisible(features.contains(Feature.TIMEZONE) || !timezone.isEmpty());
    }

    void show(NamedConnection c) {
        readOnly.setValue(c.readOnly());
        schema.setValue(Inputs.shown(c.session().schema()));
        timezone.setValue(c.session().timezone());
        initSql.setValue(Inputs.shown(c.session().initSql()));
        timeout.setValue(Inputs.shown(c.statementTimeoutMillis()));
        rows.setValue(Inputs.shown(c.rowLimit()));
        slow.setValue(Inputs.shown(c.slow().thresholdMillis()));
        plans.setValue(c.slow().plans());
    }
}
