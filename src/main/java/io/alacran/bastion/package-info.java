/** The SSH bastion: tunnels from people's own machines to managed databases, and to nothing else. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "account",
            "activity",
            "database",
            "docker",
            "engine",
            "problem",
            "secret",
            "ssh",
            "uikit"
        })
package io.alacran.bastion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
