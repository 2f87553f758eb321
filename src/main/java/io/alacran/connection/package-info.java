/** Named connections: a pool for each, health, and a doctor that says why one does not work. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "account",
            "activity",
            "bastion",
            "database",
            "engine",
            "problem",
            "secret",
            "ssh",
            "uikit"
        })
package io.alacran.connection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
