package io.alacran.connection.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
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
    private final Map<String, Section> panels = new HashMap<>();

    UnfitMembers(Doctor doctor) {
        this.doctor = doctor;
        addClassName("group-unfit");
    }

    void show(ConnectionGroup group, List<GroupMember> members) {
        List<String> unfit = members.stream()
                .filter(member -> !member.fit())
                .map(GroupMember::connection)
                .toList();
        Set<String> references = unfit.stream().map(group::reference).collect(Collectors.toSet());
        // Of those who are fit, and of those who are no members any more
        panels.forEach((reference, panel) -> {
            if (!references.contains(reference)) {
                remove(panel);
            }
        });
        panels.keySet().retainAll(references);
        for (String member : unfit) {
            panels.computeIfAbsent(group.reference(member), reference -> {
                Section panel = new Section(new H3(member), DiagnosisPanel.of(doctor, reference));
                add(panel);
                return panel;
            });
        }
    }

    void clear() {
        panels.clear();
        removeAll();
    }
}
