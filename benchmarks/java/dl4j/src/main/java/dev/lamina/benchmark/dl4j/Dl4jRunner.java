package dev.lamina.benchmark.dl4j;

import dev.lamina.benchmark.Problem;
import dev.lamina.benchmark.Request;
import dev.lamina.benchmark.Server;
import dev.lamina.benchmark.Work;
import java.io.IOException;

/// Serves Deeplearning4j; its threads are those of the environment's OMP_NUM_THREADS.
public final class Dl4jRunner {

    private Dl4jRunner() {}

    public static void main(String[] args) throws IOException {
        Server.serve(Dl4jRunner::prepare);
    }

    private static Work prepare(Request request) throws IOException {
        return switch (request.text("task")) {
            case "train" -> new Training(Problem.read(request), request);
            case "predict" -> new Prediction(Problem.read(request), request.integer("rows"));
            default -> throw new IllegalArgumentException("no such task");
        };
    }
}
