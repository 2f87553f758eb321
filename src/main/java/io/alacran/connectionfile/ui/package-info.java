@org.jspecify.annotations.NullMarked
package io.alacran.connectionfile.ui;
