package dev.lamina.benchmark.lamina;

import dev.lamina.benchmark.Problem;
import dev.lamina.benchmark.Request;
import dev.lamina.benchmark.Work;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.matrix.Team;
import java.util.SplittableRandom;

/// One product C ← A·B (NN), Aᵀ·B (TN) or A·Bᵀ (NT) into C (rows × columns) over a depth.
public final class Product implements Work {

    private final Team team;
    private final Gemm gemm;
    private final String kind;
    private final Matrix a;
    private final Matrix b;
    private final Matrix c;

    /// @param kind NN, TN or NT: which of A and B is transposed
    public Product(String kind, int rows, int columns, int depth, int threads) {
        this.kind = kind;
        team = Team.of(threads);
        gemm = Gemm.on(team);
        a = kind.equals("TN") ? random(1, depth, rows) : random(1, rows, depth);
        b = kind.equals("NT") ? random(2, columns, depth) : random(2, depth, columns);
        c = Matrix.zeros(rows, columns);
    }

    static Product read(Request request, int threads) {
        return new Product(
                request.text("kind"),
                request.integer("rows"),
                request.integer("columns"),
                request.integer("depth"),
                threads);
    }

    /// Uniform in [−1, 1).
    private static Matrix random(long seed, int rows, int columns) {
        SplittableRandom random = new SplittableRandom(seed);
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = random.nextFloat(-1, 1);
        }
        return matrix;
    }

    /// The mean square of C differs from peer to peer, whose random numbers are others, by less than a tenth.
    @Override
    public double check() {
        run();
        return Problem.meanSquare(c.data());
    }

    @Override
    public void run() {
        switch (kind) {
            case "NN" -> gemm.multiply(a, b, c);
            case "TN" -> gemm.transposedMultiply(a, b, c);
            case "NT" -> gemm.multiplyTransposed(a, b, c);
            default -> throw new IllegalArgumentException("kind is " + kind + ", expected NN, TN or NT");
        }
    }

    @Override
    public void close() {
        team.close();
    }
}
