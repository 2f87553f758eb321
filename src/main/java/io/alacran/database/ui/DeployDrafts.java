package io.alacran.database.ui;

import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import io.alacran.database.DeployRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was typed for deploys of this session, so that one that failed can be tried again without typing. */
@SpringComponent
@VaadinSessionScope
class DeployDrafts {

    private final Map<String, DeployRequest> byName = new HashMap<>();

    void keep(String name, DeployRequest request) {
        byName.put(name, request);
    }

    Optional<DeployRequest> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
