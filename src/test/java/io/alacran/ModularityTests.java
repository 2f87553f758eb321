package io.alacran;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    @Test
    void featuresUseOnlyWhatTheySayAndFormNoCycle() {
        ApplicationModules.of(Application.class).verify();
    }
}
