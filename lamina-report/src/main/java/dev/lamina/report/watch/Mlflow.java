package dev.lamina.report.watch;

import dev.lamina.core.train.EpochReport;
import dev.lamina.json.JsonException;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import dev.lamina.json.JsonValue;
import dev.lamina.json.JsonWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A run in the tracking server of MLflow: the costs, the metric and the learning rate of every epoch as metrics with
/// the epoch as their step, `network-02/` before the names where a model has several; the settings as parameters; the
/// model's measures. Source: mlflow.org, REST API 2.0.
///
/// What epochs report is sent at most once a second, so that a slow server hardly slows the training. The run ends as
/// `FINISHED`, or as `FAILED` if it is closed before.
public final class Mlflow implements Watch {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long MILLIS_BETWEEN = 1000;

    /// What the server takes in one call.
    private static final int MOST_METRICS = 1000;

    private static final int MOST_PARAMETERS = 100;
    private static final int LONGEST_VALUE = 500;

    private static final Pattern UNUSUAL = Pattern.compile("[^\\w./ -]");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI server;
    private final @Nullable String authorization;
    private final String run;
    private final String metric;
    private final List<JsonValue> metrics = new ArrayList<>();
    private long sent;
    private boolean finished;

    /// Begins a run.
    ///
    /// @param server the address of the tracking server, such as `http://localhost:5000`
    /// @param experiment made if there is none of that name
    /// @param name of the run
    /// @param metric the name of the epochs' metric
    /// @param environment gives the variables `MLFLOW_TRACKING_TOKEN`, or `MLFLOW_TRACKING_USERNAME` and
    ///     `MLFLOW_TRACKING_PASSWORD`, where the server wants them; null for what is not set
    /// @throws IOException if the server does not answer as MLflow does
    public Mlflow(
            URI server, String experiment, String name, String metric, UnaryOperator<@Nullable String> environment)
            throws IOException {
        this.server = server;
        this.metric = metric;
        this.authorization = authorization(environment);
        JsonObject created = post(
                "runs/create",
                JsonObject.builder()
                        .put("experiment_id", experiment(experiment))
                        .put("run_name", name)
                        .put("start_time", System.currentTimeMillis())
                        .build());
        try {
            run = created.object("run").object("info").text("run_id");
        } catch (JsonException e) {
            throw strange("runs/create", e.getMessage());
        }
    }

    private static @Nullable String authorization(UnaryOperator<@Nullable String> environment) {
        String token = environment.apply("MLFLOW_TRACKING_TOKEN");
        if (token != null) {
            return "Bearer " + token;
        }
        String user = environment.apply("MLFLOW_TRACKING_USERNAME");
        String password = environment.apply("MLFLOW_TRACKING_PASSWORD");
        if (user == null || password == null) {
            return null;
        }
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /// The number of an experiment, which is made if it is not there.
    private String experiment(String name) throws IOException {
        String call = "experiments/get-by-name?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        HttpResponse<String> found = send(request(call).GET().build(), call);
        try {
            if (found.statusCode() == 404) {
                return post(
                                "experiments/create",
                                JsonObject.builder().put("name", name).build())
                        .text("experiment_id");
            }
            return answer(found, call).object("experiment").text("experiment_id");
        } catch (JsonException e) {
            throw strange(call, e.getMessage());
        }
    }

    @Override
    public void epoch(WatchedEpoch epoch) throws IOException {
        EpochReport report = epoch.report();
        String prefix = epoch.networks() == 1 ? "" : String.format("network-%02d/", epoch.network());
        add(prefix + "cost", report.cost(), report.epoch());
        add(prefix + "validation cost", report.validationCost(), report.epoch());
        add(prefix + metric, report.metric(), report.epoch());
        add(prefix + "learning rate", report.learningRate(), report.epoch());
        if (System.currentTimeMillis() - sent >= MILLIS_BETWEEN) {
            sendMetrics();
        }
    }

    @Override
    public void finished(SequencedMap<String, String> settings, SequencedMap<String, Double> measures)
            throws IOException {
        measures.forEach((name, value) -> add("model/" + name, value, 0));
        sendMetrics();
        List<JsonValue> parameters = new ArrayList<>();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String value = setting.getValue();
            parameters.add(JsonObject.builder()
                    .put("key", usual(setting.getKey()))
                    .put("value", value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE - 1) + "…" : value)
                    .build());
        }
        sendInParts("params", parameters, MOST_PARAMETERS);
        end("FINISHED");
        finished = true;
    }

    private void add(String name, double value, int step) {
        if (Double.isFinite(value)) {
            metrics.add(JsonObject.builder()
                    .put("key", usual(name))
                    .put("value", value)
                    .put("timestamp", System.currentTimeMillis())
                    .put("step", step)
                    .build());
        }
    }

    /// Names may have letters, digits and some signs.
    private static String usual(String name) {
        return UNUSUAL.matcher(name).replaceAll("_");
    }

    private void sendMetrics() throws IOException {
        sent = System.currentTimeMillis();
        List<JsonValue> all = List.copyOf(metrics);
        metrics.clear();
        sendInParts("metrics", all, MOST_METRICS);
    }

    private void sendInParts(String kind, List<JsonValue> values, int most) throws IOException {
        for (int from = 0; from < values.size(); from += most) {
            List<JsonValue> some = values.subList(from, Math.min(values.size(), from + most));
            post(
                    "runs/log-batch",
                    JsonObject.builder()
                            .put("run_id", run)
                            .put(kind, new JsonValue.Array(some))
                            .build());
        }
    }

    private void end(String status) throws IOException {
        post(
                "runs/update",
                JsonObject.builder()
                        .put("run_id", run)
                        .put("status", status)
                        .put("end_time", System.currentTimeMillis())
                        .build());
    }

    private HttpRequest.Builder request(String call) {
        String base = server.toString().replaceAll("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/2.0/mlflow/" + call))
                .timeout(TIMEOUT);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private JsonObject post(String call, JsonObject body) throws IOException {
        HttpRequest request = request(call)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonWriter.write(body)))
                .build();
        return answer(send(request, call), call);
    }

    private HttpResponse<String> send(HttpRequest request, String call) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + server + " was asked for " + call);
        } catch (IOException e) {
            throw new IOException(
                    server + " does not answer ("
                            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                            + "); is MLflow's tracking server there?",
                    e);
        }
    }

    private JsonObject answer(HttpResponse<String> response, String call) throws IOException {
        if (response.statusCode() != 200) {
            throw strange(call, "status " + response.statusCode());
        }
        try {
            if (JsonReader.parse(response.body()) instanceof JsonObject object) {
                return object;
            }
            throw strange(call, "no JSON object");
        } catch (JsonException e) {
            throw strange(call, e.getMessage());
        }
    }

    private IOException strange(String call, @Nullable String problem) {
        return new IOException(server + " does not answer " + call + " as MLflow's tracking server does: " + problem);
    }

    @Override
    public void close() throws IOException {
        try {
            if (!finished) {
                end("FAILED");
            }
        } finally {
            client.close();
        }
    }
}
