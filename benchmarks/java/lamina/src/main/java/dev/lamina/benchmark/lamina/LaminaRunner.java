package dev.lamina.benchmark.lamina;

import dev.lamina.benchmark.Problem;
import dev.lamina.benchmark.Request;
import dev.lamina.benchmark.Server;
import dev.lamina.benchmark.Work;
import dev.lamina.core.matrix.Gemm;
import java.io.IOException;

/// Serves Lamina; the number of threads is part of each request.
public final class LaminaRunner {

    private LaminaRunner() {}

    /// Ignores its arguments: the launcher, whose flags it runs with, leaves its own there.
    public static void main(String[] args) throws IOException {
        Server.serve(LaminaRunner::prepare);
    }

    private static Work prepare(Request request) throws IOException {
        Gemm.expect(Double.MAX_VALUE); // as before a long training: what is measured are the kernels of its steps
        int threads = request.integer("threads");
        return switch (request.text("task")) {
            case "train" -> new Training(Problem.read(request), request, threads);
            case "predict" -> new Prediction(Problem.read(request), request.integer("rows"), threads);
            case "rows" -> new RowByRow(Problem.read(request), request);
            case "product" -> Product.read(request, threads);
            case "fma" -> new FmaPeak(threads);
            case "triad" -> new Triad(threads);
            default -> throw new IllegalArgumentException("no such task");
        };
    }
}
