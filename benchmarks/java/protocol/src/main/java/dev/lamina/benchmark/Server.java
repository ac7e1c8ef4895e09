package dev.lamina.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Answers requests until standard input ends: `prepare …` makes work ready, `check` answers its check, and
/// `measure seconds=… each=…` times it. An answer is one line: `ok key=value …`, or `error` and why.
public final class Server {

    private final Runner runner;
    private final Stopwatch stopwatch = new Stopwatch();
    private @Nullable Work work;

    private Server(Runner runner) {
        this.runner = runner;
    }

    /// Serves a runner. Whatever else is printed goes to standard error.
    public static void serve(Runner runner) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Server server = new Server(runner);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            answers.println(server.answer(line));
            answers.flush();
        }
        System.exit(0); // some peers leave threads behind
    }

    private String answer(String line) {
        try {
            Request request = Request.parse(line);
            return "ok "
                    + switch (request.verb()) {
                        case "prepare" -> prepare(request);
                        case "check" -> "check=" + check();
                        case "measure" ->
                            stopwatch.measure(
                                    prepared(),
                                    request.number("seconds"),
                                    request.text("each").equals("true"));
                        default -> throw new IllegalArgumentException("unknown request \"" + request.verb() + "\"");
                    };
        } catch (IllegalArgumentException refused) {
            return "error " + refused.getMessage();
        } catch (Exception | LinkageError failure) {
            failure.printStackTrace();
            return "error " + failure.toString().lines().findFirst().orElse("");
        }
    }

    private String prepare(Request request) throws Exception {
        Work last = work;
        work = null;
        if (last != null) {
            last.close();
        }
        last = null;
        System.gc(); // Python lets go of the last work by itself; a JVM would rather let the heap grow
        work = runner.prepare(request);
        return "";
    }

    private double check() {
        double check = prepared().check();
        if (!Double.isFinite(check)) {
            throw new IllegalArgumentException("the check is " + check);
        }
        return check;
    }

    private Work prepared() {
        Work prepared = work;
        if (prepared == null) {
            throw new IllegalArgumentException("nothing is prepared");
        }
        return prepared;
    }
}
