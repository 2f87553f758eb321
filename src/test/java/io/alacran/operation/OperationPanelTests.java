package io.alacran.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OperationPanelTests {

    @Test
    void aLayerThatIsThereIsFullAlsoWhereItsSizeIsNotKnown() {
        OperationPanel panel = new OperationPanel();
        panel.show(pulling(
                new Operation.Part("a", "Already exists", 0, 0),
                new Operation.Part("b", "Pull complete", 0, 0),
                new Operation.Part("c", "Downloading", 25, 100),
                new Operation.Part("d", "Waiting", 0, 0)));

        assertThat(all(panel)
                        .filter(bar -> bar.getParent()
                                .orElseThrow()
                                .getElement()
                                .getClassList()
                                .contains("operation-part"))
                        .map(bar -> ((ProgressBar) bar).getValue()))
                .containsExactly(1.0, 1.0, 0.25, 0.0);
    }

    private static Operation pulling(Operation.Part... layers) {
        Instant now = Instant.now();
        Operation.Step pull =
                new Operation.Step("Pull redis:8", Operation.State.RUNNING, 0.5, now, null, null, List.of(layers));
        return new Operation(
                "1", "deploy", "cache", Operation.State.RUNNING, 0.5, List.of(pull), null, null, "ada", now, null);
    }

    private static Stream<Component> all(Component root) {
        return root.getChildren().flatMap(child -> child instanceof ProgressBar ? Stream.of(child) : all(child));
    }
}
