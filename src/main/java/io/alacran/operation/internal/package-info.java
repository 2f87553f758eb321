@org.jspecify.annotations.NullMarked
package io.alacran.operation.internal;
