package io.alacran.bastion;

import io.alacran.bastion.BastionSettings.Home;
import io.alacran.uikit.ChoiceCards;
import java.util.List;

/** Where the bastion is to run, with what that means. */
public class HomeChoice extends ChoiceCards<Home> {

    public HomeChoice() {
        super("It runs", List.of(Home.values()), HomeChoice::title, HomeChoice::line);
    }

    private static String title(Home home) {
        return switch (home) {
            case EMBEDDED -> "Within this console";
            case CONTAINER -> "In a container of its own";
        };
    }

    private static String line(Home home) {
        return switch (home) {
            case EMBEDDED -> "Nothing else to run; it stops with the console. For one machine of your own.";
            case CONTAINER ->
                "Apart from the Docker socket and the console's store; tunnels go on while the console is away. For a"
                        + " server.";
        };
    }
}
