@org.jspecify.annotations.NullMarked
package io.alacran.workbench.ui;
