/** People and their rights: the first-run token, passwords, sign-in and its delays, sessions, API tokens. */
@NullMarked
@ApplicationModule(allowedDependencies = {"problem", "secret", "uikit"})
package io.alacran.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
