/** What surrounds the pages: main layout, overview, error pages. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "account",
            "activity",
            "connection",
            "database",
            "docker",
            "operation",
            "problem",
            "uikit"
        })
package io.alacran.shell;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
