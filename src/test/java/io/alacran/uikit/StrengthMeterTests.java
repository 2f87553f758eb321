package io.alacran.uikit;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.textfield.PasswordField;
import io.alacran.secret.Passwords;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StrengthMeterTests {

    private final PasswordField field = new PasswordField();
    private final StrengthMeter meter = new StrengthMeter();

    @BeforeEach
    void follow() {
        meter.follow(field, Passwords::strength);
    }

    @Test
    void saysInAWordAndInBarsHowHardWhatIsTypedIsToGuess() {
        field.setValue("password");
        assertThat(words()).isEqualTo("guessed at once");
        assertThat(levels()).containsExactly("strength-0");

        field.setValue("maroon-teapot-41-sails");
        assertThat(words()).isEqualTo("strong");
        assertThat(levels()).containsExactly("strength-4");

        field.setValue("password");
        assertThat(levels()).containsExactly("strength-0");
    }

    @Test
    void isThereOnlyWhileSomethingIsTyped() {
        assertThat(meter.isVisible()).isFalse();
        field.setValue("p");
        assertThat(meter.isVisible()).isTrue();
        field.clear();
        assertThat(meter.isVisible()).isFalse();
    }

    private String words() {
        return meter.getElement().getTextRecursively();
    }

    private List<String> levels() {
        return meter.getClassNames().stream()
                .filter(name -> name.matches("strength-\\d"))
                .toList();
    }
}
