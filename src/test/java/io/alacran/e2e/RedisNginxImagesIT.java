package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the official images of Redis and nginx promise, and so the lab's have to keep. */
@Tag("docker")
@Timeout(120)
class RedisNginxImagesIT {

    @BeforeEach
    @AfterEach
    void removeLeftovers() {
        Console.removeLeftovers();
    }

    @Test
    void redisSavesItsKeysToItsVolumeWhenItIsStopped() {
        String volume = Console.INSTANCE + "-image";
        Shell.docker("volume", "create", "--label", Ward.LABEL, volume);
        List<String> onVolume = List.of("-v", volume + ":/data");
        Container redis = new Container("redis:7", onVolume);
        redis.awaitSuccess("redis-cli", "set", "answer", "42");
        assertThat(redis.inspect("{{json .Config.ExposedPorts}}")).contains("\"6379/tcp\"");
        assertThat(redis.inspect("{{json .Config.Volumes}}")).contains("\"/data\"");

        assertThat(redis.stop()).as(redis.log()).isZero();

        Container next = new Container("redis:7", onVolume);
        next.awaitSuccess("redis-cli", "ping");
        assertThat(next.exec("redis-cli", "get", "answer").orFail()).isEqualTo("42");
    }

    @Test
    void nginxServesTheFolderThatItIsGivenAndEndsWhenItIsStopped(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("index.html"), "a page of one's own");
        for (Path read : List.of(folder, folder.resolve("index.html"))) {
            Files.setPosixFilePermissions(read, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        String address = "127.0.0.1:" + FreePort.next();
        Container nginx = new Container(
                "nginx:latest", List.of("-p", address + ":80", "-v", folder + ":/usr/share/nginx/html:ro"));
        assertThat(nginx.inspect("{{json .Config.ExposedPorts}}")).contains("\"80/tcp\"");
        Console.await(
                "the page",
                () -> Shell.run("curl", "-s", "http://" + address).output().equals("a page of one's own"));

        assertThat(nginx.stop()).as(nginx.log()).isZero();
    }
}
