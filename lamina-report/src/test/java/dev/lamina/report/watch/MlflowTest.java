package dev.lamina.report.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.train.EpochReport;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a small server that answers as the REST API 2.0 of MLflow says.
class MlflowTest {

    private static final String API = "/api/2.0/mlflow/";
    private static final Parameters NONE = Parameters.of(new float[0], List.of());

    private final List<String> calls = new ArrayList<>();
    private final List<JsonObject> bodies = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private boolean experimentExists = true;
    private int status = 200;
    private HttpServer server;
    private URI uri;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestURI().toString().substring(API.length());
        calls.add(exchange.getRequestMethod() + " " + call);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!body.isEmpty()) {
            bodies.add((JsonObject) JsonReader.parse(body));
        }
        boolean unknown = call.startsWith("experiments/get-by-name") && !experimentExists;
        String text = switch (call) {
            case "experiments/create" -> "{\"experiment_id\":\"8\"}";
            case "runs/create" -> "{\"run\":{\"info\":{\"run_id\":\"r1\"}}}";
            case "runs/log-batch", "runs/update" -> "{}";
            default ->
                unknown ? "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\"}" : "{\"experiment\":{\"experiment_id\":\"7\"}}";
        };
        byte[] answer = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(unknown ? 404 : status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void aTrainingIsARunWithItsMetricsAndSettings() throws Exception {
        try (Mlflow mlflow =
                new Mlflow(uri, "my trees", "m.safetensors", "log loss", Map.of("MLFLOW_TRACKING_TOKEN", "t")::get)) {
            mlflow.epoch(new WatchedEpoch(2, 12, report(3, Double.NaN), NONE, new float[0]));
            mlflow.finished(ordered("layers", "8", "target", "y"), new LinkedHashMap<>(Map.of("R²", 0.5)));
        }
        assertThat(calls)
                .containsExactly(
                        "GET experiments/get-by-name?experiment_name=my+trees",
                        "POST runs/create",
                        "POST runs/log-batch",
                        "POST runs/log-batch",
                        "POST runs/log-batch",
                        "POST runs/update");
        assertThat(authorizations).containsOnly("Bearer t");
        assertThat(bodies.get(0).text("experiment_id")).isEqualTo("7");
        assertThat(bodies.get(0).text("run_name")).isEqualTo("m.safetensors");
        assertThat(bodies.get(0).integer("start_time")).isPositive();
        List<JsonObject> metrics = bodies.get(1).objects("metrics");
        List<String> keys = new ArrayList<>();
        for (JsonObject metric : metrics) {
            keys.add(metric.text("key"));
        }
        assertThat(keys).containsExactly("network-02/cost", "network-02/log loss", "network-02/learning rate");
        assertThat(metrics.getFirst().asDouble("value")).isEqualTo(0.25);
        assertThat(metrics.getFirst().integer("step")).isEqualTo(3);
        assertThat(metrics.getFirst().integer("timestamp")).isPositive();
        assertThat(bodies.get(2).objects("metrics").getFirst().text("key")).isEqualTo("model/R_");
        assertThat(bodies.get(3).objects("params").getFirst().text("key")).isEqualTo("layers");
        assertThat(bodies.get(3).objects("params").getFirst().text("value")).isEqualTo("8");
        assertThat(bodies.get(4).text("status")).isEqualTo("FINISHED");
        assertThat(bodies.get(4).integer("end_time")).isPositive();
        for (JsonObject body : bodies.subList(1, 5)) {
            assertThat(body.text("run_id")).isEqualTo("r1");
        }
    }

    @Test
    void anExperimentThatIsNotThereIsMade() throws Exception {
        experimentExists = false;
        new Mlflow(uri, "new", "m", "RMSE", name -> null).close();
        assertThat(calls).contains("POST experiments/create");
        assertThat(bodies.get(1).text("experiment_id")).isEqualTo("8");
        assertThat(bodies.getLast().text("status")).isEqualTo("FAILED");
    }

    @Test
    void manySettingsAndEpochsGoInParts() throws Exception {
        try (Mlflow mlflow = new Mlflow(uri, "e", "m", "RMSE", name -> null)) {
            for (int epoch = 1; epoch <= 600; epoch++) {
                mlflow.epoch(new WatchedEpoch(1, 1, report(epoch, 1), NONE, new float[0]));
            }
            SequencedMap<String, String> settings = new LinkedHashMap<>();
            for (int i = 0; i < 101; i++) {
                settings.put("s" + i, "x".repeat(600));
            }
            mlflow.finished(settings, new LinkedHashMap<>());
        }
        int metrics = 0;
        int params = 0;
        for (JsonObject body : bodies) {
            if (body.members().containsKey("metrics")) {
                assertThat(body.array("metrics")).hasSizeLessThanOrEqualTo(1000);
                metrics += body.array("metrics").size();
            }
            if (body.members().containsKey("params")) {
                assertThat(body.array("params")).hasSizeLessThanOrEqualTo(100);
                assertThat(body.objects("params").getFirst().text("value"))
                        .hasSize(500)
                        .endsWith("x…");
                params += body.array("params").size();
            }
        }
        assertThat(metrics).isEqualTo(2400);
        assertThat(params).isEqualTo(101);
    }

    @Test
    void aServerThatIsNotMlflowIsSaid() {
        status = 500;
        assertThatThrownBy(() -> new Mlflow(uri, "e", "m", "RMSE", name -> null))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        uri + " does not answer experiments/get-by-name?experiment_name=e as MLflow's tracking server"
                                + " does: status 500");
        server.stop(0);
        assertThatThrownBy(() -> new Mlflow(uri, "e", "m", "RMSE", name -> null))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(uri + " does not answer (")
                .hasMessageEndingWith("); is MLflow's tracking server there?");
    }

    private static EpochReport report(int epoch, double validationCost) {
        return new EpochReport(epoch, 9, true, 0.25, validationCost, 0.5, true, 0.125f, Duration.ofSeconds(1));
    }

    private static SequencedMap<String, String> ordered(String... pairs) {
        SequencedMap<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
