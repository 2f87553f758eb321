@org.jspecify.annotations.NullMarked
package io.alacran.activity.ui;
