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
                "{\"enabled\":true,\"running\":true,\"state\":\"running\",\"port\":4747,\"bindAddress\":\"0.0.0.0\",\"home\":\"embedded\",\"fingerprint\":\"SHA256:abc\"}");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("bastion", "enable", "--port", "4747")).isZero();

        assertThat(run.out()).contains("running", "0.0.0.0:4747", "SHA256:abc");
        assertThat(console.asked()).extracting(Asked::body).containsExactly("{\"enabled\":true,\"port\":4747}");
    }

    @Test
    void aBastionThatCannotRunIsAFailure() {
        console.json(
                "GET /bastion",
                "{\"enabled\":true,\"running\":false,\"state\":\"failed\",\"problem\":\"The host key is empty.\"}");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("bastion", "status")).isEqualTo(1);

        assertThat(run.out()).contains("failed", "The host key is empty.");
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
    void disablingSaysThatItIsOff() {
        console.json(
                "PUT /bastion",
                "{\"enabled\":false,\"state\":\"off\",\"port\":4646,\"bindAddress\":\"0.0.0.0\",\"home\":\"embedded\"}");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("bastion", "disable")).isZero();

        assertThat(run.out()).containsPattern("state +off");
        assertThat(console.asked()).extracting(Asked::body).containsExactly("{\"enabled\":false}");
    }

    @Test
    void aBastionOnItsWayIsNeitherOffNorAFailure() {
        console.json(
                "GET /bastion",
                "{\"enabled\":true,\"state\":\"starting\",\"port\":4646,\"bindAddress\":\"0.0.0.0\",\"home\":\"container\"}");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("bastion", "status")).isZero();

        assertThat(run.out()).containsPattern("state +starting").contains("container");
    }

    @Test
    void accountsAreListedWithWhatTheyMayReach() {
        console.json("GET /bastion/users", """
                        {"items":[
                        {"name":"dev","hasPassword":true,"publicKeys":["ssh-ed25519 AAAA me"],"databases":["crm","shop"],
                         "expiresAt":"2030-06-15T12:00:00Z","enabled":true},
                        {"name":"root","hasPassword":false,"publicKeys":[],"databases":["*"],"enabled":false}]}""");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("bastion", "users")).isZero();

        assertThat(run.out().lines().skip(1))
                .satisfiesExactly(
                        dev -> assertThat(dev).matches("dev +yes +1 +crm, shop +2030-06-15 .* yes *"),
                        root -> assertThat(root).matches("root +0 +\\* .* no *"));
    }

    @Test
    void withoutAccountsAndTunnelsItSaysSoOnStandardError() {
        console.json("GET /bastion/users", "{\"items\":[]}").json("GET /bastion/sessions", "{\"items\":[]}");
        CliRun users = CliRun.loggedIn(console);
        CliRun sessions = CliRun.loggedIn(console);

        assertThat(users.run("bastion", "users")).isZero();
        assertThat(sessions.run("bastion", "sessions")).isZero();

        assertThat(users.err()).contains("no accounts yet").contains("bastion add-user");
        assertThat(sessions.err()).contains("No tunnel is open.");
        assertThat(users.out() + sessions.out()).isEmpty();
    }

    @Test
    void anAccountIsChangedInWhatIsGivenAndNothingElse() {
        console.json("PUT /bastion/users/dev%40corp", "{\"name\":\"dev@corp\"}");
        CliRun run = CliRun.loggedIn(console);
        CliRun vague = CliRun.loggedIn(console);

        assertThat(run.run(
                        "bastion",
                        "change-user",
                        "dev@corp",
                        "--enabled",
                        "no",
                        "--expires",
                        "",
                        "--database",
                        "shop",
                        "--database",
                        "crm"))
                .isZero();
        assertThat(vague.run("bastion", "change-user", "dev@corp", "--enabled", "maybe"))
                .isEqualTo(2);

        assertThat(run.out()).isEqualTo("Changed the account dev@corp.\n");
        assertThat(vague.err()).contains("--enabled is yes or no.");
        assertThat(console.asked())
                .extracting(Asked::body)
                .containsExactly("{\"databases\":[\"shop\",\"crm\"],\"expiresAt\":\"\",\"enabled\":false}");
    }

    @Test
    void anAccountIsRemovedAndOneThatIsNotThereIsAFailure() {
        console.on("DELETE /bastion/users/dev", e -> FakeConsole.send(e, 204, "application/json", ""))
                .problem("DELETE /bastion/users/nobody", 404, "{\"detail\":\"There is no account \\\"nobody\\\".\"}");
        CliRun gone = CliRun.loggedIn(console);
        CliRun unknown = CliRun.loggedIn(console);

        assertThat(gone.run("bastion", "remove-user", "dev")).isZero();
        assertThat(unknown.run("bastion", "remove-user", "nobody")).isEqualTo(1);

        assertThat(gone.out()).isEqualTo("Removed the account dev.\n");
        assertThat(unknown.err()).contains("There is no account \"nobody\".");
        assertThat(unknown.out()).isEmpty();
    }

    @Test
    void aTrialShowsItsStepsAndWhatToDoAndItsExitCodeSaysWhetherItWorks() {
        console.json("POST /bastion/try", """
                        {"works":false,"steps":[
                        {"id":"running","title":"The bastion runs","result":"pass","tookMs":0,"found":"it listens"},
                        {"id":"tunnel","title":"Open a tunnel","result":"fail","tookMs":12,"found":"refused","remedy":"Start it."}]}""");
        CliRun fails = CliRun.loggedIn(console);
        assertThat(fails.run("bastion", "try", "shop")).isEqualTo(1);
        console.json("POST /bastion/try", "{\"works\":true,\"steps\":[]}");
        assertThat(CliRun.loggedIn(console).run("bastion", "try")).isZero();

        assertThat(fails.out()).containsPattern("The bastion runs +pass +0 ms +it listens");
        assertThat(fails.out()).containsPattern("Open a tunnel +fail +12 ms +refused");
        assertThat(fails.err()).isEqualTo("Start it.\n");
        assertThat(console.asked()).extracting(Asked::body).containsExactly("{\"database\":\"shop\"}", "{}");
    }

    @Test
    void openTunnelsAreListedToBeCut() {
        console.json("GET /bastion/sessions", """
                        {"items":[{"id":"t1","user":"dev","source":"10.0.0.7","target":"srv-alacran--shop:5432",
                         "openedAt":"2030-06-15T12:00:00Z","bytesIn":120,"bytesOut":4096}]}""")
                .on("DELETE /bastion/sessions", e -> FakeConsole.send(e, 200, "application/json", "{\"cut\":1}"));
        CliRun list = CliRun.loggedIn(console);
        CliRun cut = CliRun.loggedIn(console);

        assertThat(list.run("bastion", "sessions")).isZero();
        assertThat(cut.run("bastion", "cut", "--all")).isZero();

        assertThat(list.out())
                .containsPattern("t1 +dev +10\\.0\\.0\\.7 +srv-alacran--shop:5432 +2030-06-15 .*120 +4096");
        assertThat(cut.out()).isEqualTo("Cut every tunnel.\n");
        assertThat(console.asked()).extracting(Asked::call).contains("DELETE /bastion/sessions");
    }

    @Test
    void cuttingNeedsToKnowWhat() {
        console.on("DELETE /bastion/sessions/t1", e -> FakeConsole.send(e, 204, "application/json", ""));

        assertThat(CliRun.loggedIn(console).run("bastion", "cut")).isEqualTo(2);
        assertThat(CliRun.loggedIn(console).run("bastion")).isEqualTo(2);
        assertThat(CliRun.loggedIn(console).run("bastion", "cut", "t1")).isZero();
    }
}
