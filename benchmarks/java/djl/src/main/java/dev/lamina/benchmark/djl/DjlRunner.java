package dev.lamina.benchmark.djl;

import dev.lamina.benchmark.Problem;
import dev.lamina.benchmark.Request;
import dev.lamina.benchmark.Server;
import dev.lamina.benchmark.Work;
import java.io.IOException;

/// Serves DJL; the first request's number of threads holds for the process.
public final class DjlRunner {

    private DjlRunner() {}

    public static void main(String[] args) throws IOException {
        Server.serve(DjlRunner::prepare);
    }

    private static Work prepare(Request request) throws IOException {
        System.setProperty("ai.djl.pytorch.num_threads", request.text("threads"));
        return switch (request.text("task")) {
            case "train" -> new Training(Problem.read(request), request);
            case "predict" -> new Prediction(Problem.read(request), request.integer("rows"));
            default -> throw new IllegalArgumentException("no such task");
        };
    }
}
