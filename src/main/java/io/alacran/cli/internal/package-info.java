@org.jspecify.annotations.NullMarked
package io.alacran.cli.internal;
