package io.alacran.workbench.ui;

import io.alacran.connection.Connections;
import io.alacran.connection.DiagnosisPanel;
import io.alacran.connection.Doctor;
import io.alacran.connection.Groups;
import io.alacran.connection.NamedConnection;
import io.alacran.engine.Dialects;
import io.alacran.workbench.Queries;
import io.alacran.workbench.SchemaBrowser;
import org.springframework.stereotype.Component;

/** What the workbench's parts call. */
@Component
record WorkbenchServices(
        Connections connections,
        Groups groups,
        Doctor doctor,
        Dialects dialects,
        Queries queries,
        SchemaBrowser schemas) {

    /** To examine the connection of that name, or the primary of the group of that name. */
    DiagnosisPanel diagnosis(String name) {
        return DiagnosisPanel.of(
                doctor, groups.standIn(name).map(NamedConnection::reference).orElse(name));
    }
}
