package io.alacran.uikit;

import com.vaadin.flow.component.Svg;

/** The console's sign: a scorpion's raised tail. */
public class BrandMark extends Svg {

    private static final String DRAWING = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
              <rect class="mark-ground" width="32" height="32" rx="8"/>
              <g class="mark-tail">
                <circle cx="7.4" cy="23.8" r="2.8"/><circle cx="13.7" cy="24.9" r="2.8"/>
                <circle cx="19.8" cy="22.9" r="2.7"/><circle cx="23.6" cy="17.9" r="2.6"/>
                <circle cx="22.8" cy="12" r="2.5"/><circle cx="17.9" cy="8.4" r="2.4"/>
                <path d="M14.9 6.4c-3.9-.6-6.9 1.5-7.7 6.6 1.6-1.9 4-2.2 6.7-1.9z"/>
              </g>
            </svg>
            """;

    public BrandMark() {
        super(DRAWING);
        addClassName("brand-mark");
    }
}
