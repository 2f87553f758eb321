package io.alacran.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps what a failed test leaves to look at: the pages as they were, what the browser said, and the console's log. */
final class Evidence implements AfterTestExecutionCallback {

    private static final Path FOLDER = Path.of("target", "failures");

    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException {
        if (context.getExecutionException().isEmpty()) {
            return;
        }
        String name = context.getRequiredTestClass().getSimpleName() + "-"
                + context.getRequiredTestMethod().getName();
        Files.createDirectories(FOLDER);
        for (Browser browser : Browser.OPEN) {
            browser.keep(FOLDER, name);
        }
        for (Console console : Console.OPEN) {
            Files.copy(console.log(), FOLDER.resolve(name + "-console.log"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
