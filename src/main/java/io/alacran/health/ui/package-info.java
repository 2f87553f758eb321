@org.jspecify.annotations.NullMarked
package io.alacran.health.ui;
