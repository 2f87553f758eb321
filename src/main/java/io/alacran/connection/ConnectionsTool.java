package io.alacran.connection;

import com.vaadin.flow.component.Component;

/**
 * What another feature offers at the top of the page of connections. Every bean of this type is asked once per visit, in
 * the order that {@link org.springframework.core.annotation.Order} gives.
 */
public interface ConnectionsTool {

    /** A new component, such as a menu. */
    Component component();
}
