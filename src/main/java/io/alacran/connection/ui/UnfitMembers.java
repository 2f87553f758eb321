package io.alacran.connection.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.DiagnosisPanel;
import io.alacran.connection.Doctor;
import io.alacran.connection.GroupMember;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** For each member of a group that is not fit a way to find out why, which stays as it is while the numbers change. */
class UnfitMembers extends Div {

    private final transient Doctor doctor;
    private final Map<String, Panel> panels = new HashMap<>();

    /** The reason in full, which a column has no room for, and the doctor. */
    private static class Panel extends Section {

        private final Paragraph why = new Paragraph();

        Panel(Doctor doctor, String member, String reference) {
            add(new H3(member), why, DiagnosisPanel.of(doctor, reference));
        }

        void say(String reason) {
            if (!reason.equals(why.getText())) {
                why.setText(reason);
            }
        }
    }

    UnfitMembers(Doctor doctor) {
        this.doctor = doctor;
        addClassName("group-unfit");
    }

    void show(ConnectionGroup group, List<GroupMember> members) {
        List<GroupMember> unfit =
                members.stream().filter(member -> !member.fit()).toList();
        Set<String> references = unfit.stream()
                .map(member -> group.reference(member.connection()))
                .collect(Collectors.toSet());
        // Of those who are fit, and of those who are no members any more
        panels.forEach((reference, panel) -> {
            if (!references.contains(reference)) {
                remove(panel);
            }
        });
        panels.keySet().retainAll(references);
        for (GroupMember member : unfit) {
            panels.computeIfAbsent(group.reference(member.connection()), reference -> {
                        Panel panel = new Panel(doctor, member.connection(), reference);
                        add(panel);
                        return panel;
                    })
                    .say(member.why());
        }
    }

    void clear() {
        panels.clear();
        removeAll();
    }
}
