@org.jspecify.annotations.NullMarked
package io.alacran.connection.ui;
