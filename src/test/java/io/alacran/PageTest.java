package io.alacran;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.component.textfield.AbstractNumberField;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.internal.nodefeature.ElementListenerMap;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** A test of a page as the server makes it, without a browser. */
public abstract class PageTest extends SpringBrowserlessTest {

    /** Where the pages are, ours and Vaadin's for errors; without it, every class of every library is read. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("io.alacran", "com.vaadin.flow.router");
    }

    /** As a browser sends what was typed into a field of a number that cannot hold it. */
    protected static void typeUnreadable(AbstractNumberField<?, ?> field, String typed) {
        Element element = field.getElement();
        element.setProperty("_inputElementValue", typed);
        element.getNode()
                .getFeature(ElementListenerMap.class)
                .fireEvent(new DomEvent(
                        element, "unparsable-change", JsonMapper.shared().createObjectNode()));
    }
}
