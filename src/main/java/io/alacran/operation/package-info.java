/** Work that takes longer than a moment: rows with steps, progress and an outcome that survive a restart. */
@NullMarked
@ApplicationModule(allowedDependencies = {"account", "problem", "uikit"})
package io.alacran.operation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
