/** Slow statements of each connection: which, how often, how slow by the hour, and their last plan; never their values. */
@NullMarked
@ApplicationModule(allowedDependencies = {"activity", "connection", "problem", "uikit", "workbench"})
package io.alacran.slow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
