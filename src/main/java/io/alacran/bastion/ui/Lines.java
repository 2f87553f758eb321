package io.alacran.bastion.ui;

import java.util.List;

/** Text of several lines, as people paste it. */
final class Lines {

    private Lines() {}

    /** The lines that have something, without what is around it. */
    static List<String> of(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
