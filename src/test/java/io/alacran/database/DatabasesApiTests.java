package io.alacran.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.alacran.Await;
import io.alacran.ConsoleTest;
import io.alacran.FakeDatabases;
import io.alacran.SignedUp;
import io.alacran.account.ApiTokens;
import io.alacran.account.Users;
import io.alacran.database.internal.ConsoleOnFakes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@ConsoleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabasesApiTests {

    private static final String CONTAINER = "srv-alacran--shop";
    private static final String VOLUME = CONTAINER + "-data";

    @Autowired
    MockMvc http;

    @Autowired
    Users users;

    @Autowired
    ApiTokens tokens;

    @Autowired
    FakeDatabases databases;

    private ConsoleOnFakes console = new ConsoleOnFakes();
    private String bearer = "";

    @BeforeAll
    void signUp() {
        bearer = SignedUp.bearer(users, tokens);
    }

    @BeforeEach
    void aDatabase() {
        console = new ConsoleOnFakes();
        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));
        databases.leaveTo(console.databases);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                               | confirm | it is missing; repeat \"shop\" to confirm",
                "?volume=delete                   | confirm | it is missing; repeat \"shop\" to confirm",
                "?confirm=                        | confirm | \"\" is another name; repeat \"shop\" to confirm",
                "?confirm=Shop&volume=delete      | confirm | \"Shop\" is another name; repeat \"shop\" to confirm",
                "?confirm=shop&volume=nonsense    | volume  | \"nonsense\" is neither keep nor delete",
            })
    void aRemovalThatIsNotConfirmedOrNotUnderstoodRemovesNothing(String query, String field, String message)
            throws Exception {
        refused("/api/v1/databases/shop" + query, field, message);

        assertThat(console.docker.containers).containsOnlyKeys(CONTAINER);
        assertThat(console.docker.box(CONTAINER).status).isEqualTo("running");
        assertThat(console.docker.volumes).containsOnlyKeys(VOLUME);
        assertThat(console.operations.running()).isEmpty();
    }

    @Test
    void allThatIsWrongWithARemovalIsNamedAtOnce() throws Exception {
        call("/api/v1/databases/shop?confirm=other&volume=nonsense")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[*].field").value(contains("confirm", "volume")));

        assertThat(console.docker.containers).containsOnlyKeys(CONTAINER);
    }

    @Test
    void aConfirmedRemovalKeepsTheVolumeUnlessItIsToGo() throws Exception {
        call("/api/v1/databases/shop?confirm=shop")
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.kind").value("remove"));
        Await.until(() -> console.databases.find("shop").isEmpty());
        assertThat(console.docker.containers).isEmpty();
        assertThat(console.docker.volumes).containsOnlyKeys(VOLUME);

        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));
        call("/api/v1/databases/shop?confirm=shop&volume=delete").andExpect(status().isAccepted());
        Await.until(() -> console.databases.find("shop").isEmpty());
        assertThat(console.docker.volumes).containsOnlyKeys(VOLUME);
    }

    @Test
    void aVolumeGoesOnlyWhenItIsConfirmedAndNoDatabaseHasIt() throws Exception {
        call("/api/v1/volumes/" + VOLUME + "?confirm=" + VOLUME).andExpect(status().isNotFound());
        console.ended(console.databases.remove("shop", false));

        refused("/api/v1/volumes/" + VOLUME, "confirm", "it is missing; repeat \"" + VOLUME + "\" to confirm");
        refused(
                "/api/v1/volumes/" + VOLUME + "?confirm=shop",
                "confirm",
                "\"shop\" is another name; repeat \"" + VOLUME + "\" to confirm");
        assertThat(console.docker.volumes).containsOnlyKeys(VOLUME);

        call("/api/v1/volumes/" + VOLUME + "?confirm=" + VOLUME).andExpect(status().isNoContent());
        assertThat(console.docker.volumes).isEmpty();
    }

    @Test
    void whatIsNotThereCannotBeRemoved() throws Exception {
        call("/api/v1/databases/nope?confirm=nope")
                .andExpect(status().isNotFound())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
        call("/api/v1/volumes/nope?confirm=nope").andExpect(status().isNotFound());
    }

    private void refused(String path, String field, String message) throws Exception {
        call(path)
                .andExpect(status().isBadRequest())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.errors.length()").value(1))
                .andExpect(jsonPath("$.errors[0].field").value(field))
                .andExpect(jsonPath("$.errors[0].message").value(message));
    }

    private ResultActions call(String path) throws Exception {
        return http.perform(delete(path).header("Authorization", bearer));
    }
}
