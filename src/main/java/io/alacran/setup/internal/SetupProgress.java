package io.alacran.setup.internal;

import java.sql.Types;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where the wizard is, so that a closed browser or a restart of the console does not lose it. */
@Component
public class SetupProgress {

    private final JdbcClient jdbc;

    SetupProgress(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param database the first database, once its deploy was started */
    public record At(WizardStep step, @Nullable String database) {}

    /** Empty before the wizard was begun and once it is over. */
    public Optional<At> now() {
        return jdbc.sql("select step, first_database from setup_progress")
                .query((row, number) ->
                        new At(WizardStep.valueOf(row.getString("step")), row.getString("first_database")))
                .optional();
    }

    @Transactional
    public void at(WizardStep step, @Nullable String database) {
        finish();
        jdbc.sql("insert into setup_progress (id, step, first_database) values (1, :step, :database)")
                .param("step", step.name())
                .param("database", database, Types.VARCHAR)
                .update();
    }

    public void finish() {
        jdbc.sql("delete from setup_progress").update();
    }
}
