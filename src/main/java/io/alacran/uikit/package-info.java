/** Components that several pages share, without business of their own. */
@NullMarked
@ApplicationModule(allowedDependencies = {"problem"})
package io.alacran.uikit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
