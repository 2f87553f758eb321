package io.alacran.uikit;

import com.vaadin.flow.component.Svg;

/** The console's sign: a scorpion's raised tail. */
public class BrandMark extends Svg {

    private static final String DRAWING = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
              <rect class="mark-ground" width="32" height="32" rx="8"/>
              <g class="mark-line" fill="none" stroke-linecap="round" stroke-linejoin="round">
                <path d="M6.5 22.5h7.2c5.6 0 9.3-3.1 9.3-7.6 0-4.2-2.9-7-6.7-7-2.7 0-4.6 1.5-5.2 3.7"/>
                <path d="M8.6 13.2l2.5-1.6 1.8 2.3"/>
                <path d="M9.3 22.5l-2.6 3.4M13.4 22.5l-1.4 3.6M17.4 21.8l.6 3.8"/>
              </g>
            </svg>
            """;

    public BrandMark() {
        super(DRAWING);
        addClassName("brand-mark");
    }
}
