@org.jspecify.annotations.NullMarked
package io.alacran.bastion.ui;
