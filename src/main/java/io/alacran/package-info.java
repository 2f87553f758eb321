/** The console: deploys databases onto one Docker network, reaches them, and queries them in the browser. */
@org.jspecify.annotations.NullMarked
package io.alacran;
