package io.alacran.setup.internal;

/** The steps of the first run, in order. */
public enum WizardStep {
    ADMINISTRATOR("Administrator"),
    ENGINE("Docker engine"),
    NETWORK("Shared network"),
    BASTION("Bastion"),
    DATABASE("First database"),
    DONE("Done");

    private final String title;

    WizardStep(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
