package io.alacran.docker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.PullResponseItem;
import io.alacran.docker.Images.Layer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words of an engine (20.10.24) while it pulled {@code redis:7}, of which it had one layer. */
class PullTests {

    private static final List<String> WORDS = List.of(
            "{'status':'Pulling from library/redis','id':'7'}",
            "{'status':'Already exists','progressDetail':{},'id':'a5a0a681c6a3'}",
            "{'status':'Pulling fs layer','progressDetail':{},'id':'a2206653e04d'}",
            "{'status':'Pulling fs layer','progressDetail':{},'id':'40cf59b6e7dc'}",
            "{'status':'Downloading','progressDetail':{'current':676,'total':676},'id':'40cf59b6e7dc'}",
            "{'status':'Download complete','progressDetail':{},'id':'40cf59b6e7dc'}",
            "{'status':'Downloading','progressDetail':{'current':65536,'total':5957870},'id':'a2206653e04d'}",
            "{'status':'Downloading','progressDetail':{'current':5957870,'total':5957870},'id':'a2206653e04d'}",
            "{'status':'Verifying Checksum','progressDetail':{},'id':'a2206653e04d'}",
            "{'status':'Download complete','progressDetail':{},'id':'a2206653e04d'}",
            "{'status':'Extracting','progressDetail':{'current':65536,'total':5957870},'id':'a2206653e04d'}",
            "{'status':'Pull complete','progressDetail':{},'id':'a2206653e04d'}",
            "{'status':'Digest: sha256:83870fa1d51ba2809e6e8e857f2b1db3c7a7634093839f61c92fc92897e1e45b'}");

    private final List<List<Layer>> pictures = new ArrayList<>();
    private final DockerJavaImages.Pull pull = new DockerJavaImages.Pull(pictures::add);

    private void says(String words) throws Exception {
        pull.onNext(new ObjectMapper().readValue(words.replace('\'', '"'), PullResponseItem.class));
    }

    @Test
    void eachLayerIsToldWithHowMuchOfItIsThere() throws Exception {
        for (String words : WORDS) {
            says(words);
        }

        Layer begun = new Layer("a2206653e04d", "Downloading", 65_536, 5_957_870);
        assertThat(pictures).anySatisfy(picture -> assertThat(picture).contains(begun));
        assertThat(pictures.getLast())
                .containsExactly(
                        new Layer("a5a0a681c6a3", "Already exists", 0, 0),
                        new Layer("a2206653e04d", "Pull complete", 5_957_870, 5_957_870),
                        new Layer("40cf59b6e7dc", "Download complete", 676, 676));
    }

    @Test
    void unpackingDoesNotTurnTheBarBack() throws Exception {
        for (String words : WORDS) {
            says(words);
        }

        List<Long> done = pictures.stream()
                .flatMap(List::stream)
                .filter(layer -> layer.id().equals("a2206653e04d"))
                .map(Layer::doneBytes)
                .toList();
        assertThat(done).isSorted().endsWith(5_957_870L);
    }
}
