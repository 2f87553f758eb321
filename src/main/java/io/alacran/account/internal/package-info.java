@org.jspecify.annotations.NullMarked
package io.alacran.account.internal;
