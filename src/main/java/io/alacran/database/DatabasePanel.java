package io.alacran.database;

import com.vaadin.flow.component.Component;

/**
 * What another feature has to say on the page of each database. Every bean of this type is asked once per visit, in the
 * order that {@link org.springframework.core.annotation.Order} gives.
 */
public interface DatabasePanel {

    /** A new component, which keeps itself up to date. */
    Component of(ManagedDatabase database);
}
