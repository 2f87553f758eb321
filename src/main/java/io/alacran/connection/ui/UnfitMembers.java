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

/** For each member of a group that is not fit a way to find out why, which stays as it is while the numbers change. */
class UnfitMembers extends Div {

    private final transient Doctor doctor;
    private final Map<String, Section> panels = new HashMap<>();

    UnfitMembers(Doctor doctor) {
        this.doctor = doctor;
        addClassName("group-unfit");
    }

    void show(ConnectionGroup group, List<GroupMember> members) {
        for (GroupMember member : members) {
            String reference = group.reference(member.connection());
            if (!member.fit()) {
                panels.computeIfAbsent(reference, r -> {
                    Section panel = new Section(new H3(member.connection()), DiagnosisPanel.of(doctor, r));
                    add(panel);
                    return panel;
                });
            } else if (panels.containsKey(reference)) {
                remove(panels.remove(reference));
            }
        }
    }

    void clear() {
        panels.clear();
        removeAll();
    }
}
