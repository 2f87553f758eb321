package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys and certificates the bastion takes, and its own. */
@Tag("docker")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BastionKeysContract {

    private static final String DENIED = "Permission denied";

    BastionSite site;
    private int number;

    /** Where the bastion runs. */
    abstract BastionPlace place();

    @BeforeAll
    void start() {
        site = new BastionSite(place());
        site.makeKey("ca", "ed25519");
        site.makeKey("other-ca", "ed25519");
        site.makeKey("certified", "ed25519");
        site.console.call("PUT", "/bastion", Map.of("userCaKeys", List.of(site.publicKey("ca"))));
        site.console.call("POST", "/bastion/users", Map.of("name", "carol", "databases", List.of("cache")));
    }

    @AfterAll
    void stop() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({"ed25519,256", "ecdsa,256", "ecdsa,384", "ecdsa,521", "rsa,3072"})
    void keysOfTheseTypesAreTaken(String type, String bits) {
        String key = type + bits;
        site.makeKey(key, type, "-b", bits);
        site.account("with-" + key, key, Map.of());

        assertThat(use(key, "with-" + key).exitCode()).isZero();
    }

    private Shell.Result use(String key, String user, String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of(more));
        arguments.addAll(List.of("-W", BastionSite.CACHE));
        return site.withKey(user, key, place().client(0, 1), arguments.toArray(String[]::new));
    }

    @Test
    void anRsaKeyDoesNotSignWithSha1() {
        site.makeKey("rsa", "rsa", "-b", "3072");
        site.account("ron", "rsa", Map.of());

        assertThat(use("rsa", "ron", "-o", "PubkeyAcceptedAlgorithms=ssh-rsa").output())
                .contains(DENIED);
        assertThat(use("rsa", "ron", "-o", "PubkeyAcceptedAlgorithms=rsa-sha2-256")
                        .exitCode())
                .isZero();
    }

    @Test
    void shortRsaKeysPrivateKeysAndUnknownOptionsAreRefusedWhenTheyAreGiven() throws Exception {
        site.makeKey("short", "rsa", "-b", "2048");
        List<String> keys = List.of(
                site.publicKey("short"),
                Files.readString(site.folder.resolve("id")),
                "command=\"id\" " + site.publicKey("id"),
                "from=\"host.example\" " + site.publicKey("id"),
                "ssh-dss AAAA",
                "");
        HttpResponse<String> refused = site.console.send(
                "POST", "/bastion/users", Map.of("name", "bad", "publicKeys", keys), "application/json");

        assertThat(refused.statusCode()).isEqualTo(400);
        for (int i = 0; i < keys.size(); i++) {
            assertThat(refused.body()).contains("publicKeys[" + i + "]");
        }
        assertThat(refused.body()).contains("2048 bits", "private key", "the option command", "host.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from=\"CLIENTS\" | true",
                "from=\"10.0.0.0/8,WIDE\" | true",
                "from=\"10.0.0.0/8,192.168.*\" | false",
                "from=\"!CLIENT,WIDE\" | false",
                "expiry-time=\"20010101\" | false",
                "expiry-time=\"20990101Z\" | true",
                "permitopen=\"PREFIXcache:6379\" | true",
                "permitopen=\"PREFIXcache:*\" | true",
                "permitopen=\"PREFIXshop:5432\" | false",
                "restrict | false",
                "restrict,port-forwarding,no-pty | true"
            })
    void theOptionsOfAKeyAreHonoured(String options, boolean works) {
        String user = "option" + number++;
        site.account(user, "id", Map.of("publicKeys", List.of(here(options) + " " + site.publicKey("id"))));

        Shell.Result result = use("id", user);

        assertThat(result.exitCode() == 0).as(result.output()).isEqualTo(works);
        if (!works) {
            assertThat(result.output()).containsAnyOf(DENIED, "administratively prohibited");
        }
    }

    private String here(String options) {
        return options.replace("PREFIX", Console.PREFIX)
                .replace("WIDE", place().client(0, 1).replaceFirst("\\..*", ".*"))
                .replace("CLIENTS", place().clients())
                .replace("CLIENT", place().client(0, 1));
    }

    private Shell.Result certificate(String ca, String... options) {
        List<String> sign = new java.util.ArrayList<>(
                List.of("ssh-keygen", "-q", "-s", site.folder.resolve(ca).toString(), "-I", "test"));
        sign.addAll(List.of(options));
        sign.add(site.folder.resolve("certified.pub").toString());
        Shell.run(sign.toArray(String[]::new)).orFail();
        return use("certified", "carol", "-o", "CertificateFile=" + site.folder.resolve("certified-cert.pub"));
    }

    @Test
    void aCertificateOfTheAuthorityForTheAccountsNameSignsIn() {
        assertThat(certificate("ca", "-n", "dave,carol", "-V", "-1m:+5m").exitCode())
                .isZero();
        assertThat(certificate("ca", "-n", "carol", "-O", "source-address=" + place().clients())
                        .exitCode())
                .isZero();
    }

    @Test
    void certificatesThatDoNotFitAreRefused() {
        assertThat(certificate("other-ca", "-n", "carol").output())
                .as("authority")
                .contains(DENIED);
        assertThat(certificate("ca", "-n", "dave").output()).as("principal").contains(DENIED);
        assertThat(certificate("ca").output()).as("no principal").contains(DENIED);
        assertThat(certificate("ca", "-n", "carol", "-V", "-2d:-1d").output())
                .as("expired")
                .contains(DENIED);
        assertThat(certificate("ca", "-n", "carol", "-V", "+1d:+2d").output())
                .as("not yet valid")
                .contains(DENIED);
        assertThat(certificate("ca", "-h", "-n", "carol").output()).as("host").contains(DENIED);
        assertThat(certificate("ca", "-n", "carol", "-O", "force-command=id").output())
                .as("force-command")
                .contains(DENIED);
        assertThat(certificate("ca", "-n", "carol", "-O", "critical:unknown@example.com=1")
                        .output())
                .as("unknown critical option")
                .contains(DENIED);
        assertThat(certificate("ca", "-n", "carol", "-O", "source-address=10.0.0.0/8")
                        .output())
                .as("source-address")
                .contains(DENIED);
        assertThat(certificate("ca", "-n", "carol", "-O", "no-port-forwarding").output())
                .as("no-port-forwarding")
                .contains("administratively prohibited");
        Console.await(
                "the refusals to be audited",
                () -> site.console
                        .call("GET", "/activity?action=bastion.sign-in&target=carol", null)
                        .toString()
                        .contains("no key or certificate that was offered is taken"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "rw-r--r--", "garbage"})
    void aHostKeyThatCannotBeTrustedKeepsTheBastionFromStartingAndIsLeftAsItIs(String fault) throws Exception {
        Path file = site.console.home().resolve("bastion/host_key");
        byte[] good = Files.readAllBytes(file);
        String fingerprint = site.status().get("fingerprint").asString();
        site.console.call("PUT", "/bastion", Map.of("enabled", false));
        try {
            switch (fault) {
                case "empty" -> Files.write(file, new byte[0]);
                case "garbage" -> Files.writeString(file, "\u00ac\u00ed\u0000\u0005sr java.security.KeyPair");
                default -> Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(fault));
            }
            byte[] bad = Files.readAllBytes(file);
            var status = site.console.call("PUT", "/bastion", Map.of("enabled", true));

            assertThat(status.get("running").asBoolean()).isFalse();
            assertThat(status.get("problem").asString())
                    .contains("The host key " + file)
                    .contains("remove");
            assertThat(Files.readAllBytes(file)).isEqualTo(bad);
        } finally {
            Files.write(file, good);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            site.console.call("PUT", "/bastion", Map.of("enabled", false));
            site.console.call("PUT", "/bastion", Map.of("enabled", true));
        }
        assertThat(site.status().get("fingerprint").asString()).isEqualTo(fingerprint);
        assertThat(use("id", "root").exitCode()).isZero();
    }

    @Test
    void thePortOfADatabaseOrOfTheConsoleIsNotTaken() {
        int taken = FreePort.next();
        site.console.operation("PUT", "/databases/cache/ports", List.of(Map.of("hostPort", taken)));

        HttpResponse<String> mapped = site.console.send("PUT", "/bastion", Map.of("port", taken), "application/json");
        assertThat(mapped.statusCode()).isEqualTo(400);
        assertThat(mapped.body()).contains(taken + " is mapped to the database cache; the next free one is");
        assertThat(site.console
                        .send("PUT", "/bastion", Map.of("port", site.console.port()), "application/json")
                        .body())
                .contains("is the console's own");
        assertThat(site.answer()).isEqualTo("42");
    }
}
