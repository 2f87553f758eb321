package io.alacran.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.cli.FakeConsole.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BastionCommandsTests {

    FakeConsole console;

    @BeforeEach
    void start() throws IOException {
        console = new FakeConsole();
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void enablingSaysWhereItListensAndItsHostKey() {
        console.json(
                "PUT /bastion",
                "{\"enabled\":true,\"running\":true,\"port\":4747,\"bindAddress\":\"0.0.0.0\",\"home\":\"embedded\",\"fingerprint\":\"SHA256:abc\"}");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("bastion", "enable", "--port", "4747")).isZero();

        assertThat(run.out()).contains("running", "0.0.0.0:4747", "SHA256:abc");
        assertThat(console.asked()).extracting(Asked::body).containsExactly("{\"enabled\":true,\"port\":4747}");
    }

    @Test
    void aBastionThatCannotRunIsAFailure() {
        console.json("GET /bastion", "{\"enabled\":true,\"running\":false,\"problem\":\"The host key is empty.\"}");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("bastion", "status")).isEqualTo(1);

        assertThat(run.out()).contains("The host key is empty.");
    }

    @Test
    void anAccountIsMadeWithTheKeysOfAFileAndAPasswordThatNobodySees(@TempDir Path folder) throws IOException {
        Path keys = Files.writeString(folder.resolve("keys"), "# mine\nssh-ed25519 AAAA me\n\n");
        console.json("POST /bastion/users", "{\"name\":\"dev\"}");
        CliRun run = CliRun.loggedIn(console).input("s3cret-words\n");

        assertThat(run.run(
                        "bastion",
                        "add-user",
                        "dev",
                        "--key",
                        keys.toString(),
                        "--password-stdin",
                        "--database",
                        "shop"))
                .isZero();

        assertThat(console.asked().getFirst().body())
                .isEqualTo(
                        "{\"publicKeys\":[\"ssh-ed25519 AAAA me\"],\"password\":\"s3cret-words\",\"databases\":[\"shop\"],\"name\":\"dev\"}");
        assertThat(run.out() + run.err()).doesNotContain("s3cret");
    }

    @Test
    void aTunnelsCommandIsPrintedToBePasted() {
        console.json(
                "GET /databases/shop/tunnel",
                "{\"command\":\"ssh -N -L 8181:srv-alacran--shop:5432 dev@h -p 4646\",\"config\":\"Host x\\n    Port 4646\\n\"}");
        CliRun command = CliRun.loggedIn(console);
        CliRun config = CliRun.loggedIn(console);

        assertThat(command.run("bastion", "tunnel", "shop", "--local-port", "8181", "--user", "dev"))
                .isZero();
        assertThat(config.run("bastion", "tunnel", "shop", "--config")).isZero();

        assertThat(command.out()).isEqualTo("ssh -N -L 8181:srv-alacran--shop:5432 dev@h -p 4646\n");
        assertThat(config.out()).isEqualTo("Host x\n    Port 4646\n");
        assertThat(console.asked().getFirst().call()).isEqualTo("GET /databases/shop/tunnel?localPort=8181&user=dev");
    }

    @Test
    void cuttingNeedsToKnowWhat() {
        console.on("DELETE /bastion/sessions/t1", e -> FakeConsole.send(e, 204, "application/json", ""));

        assertThat(CliRun.loggedIn(console).run("bastion", "cut")).isEqualTo(2);
        assertThat(CliRun.loggedIn(console).run("bastion")).isEqualTo(2);
        assertThat(CliRun.loggedIn(console).run("bastion", "cut", "t1")).isZero();
    }
}
