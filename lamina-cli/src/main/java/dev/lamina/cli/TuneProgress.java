package dev.lamina.cli;

import dev.lamina.TableTuner;
import dev.lamina.core.text.InWords;
import dev.lamina.tune.Trial;
import java.time.Duration;
import java.util.Locale;

/// How a search goes on: a line for each trial that goes no further, and on a terminal one below them that is
/// drawn again.
final class TuneProgress {

    private final Session session;
    private final int trials;
    private final long start = System.nanoTime();
    private String metric = "";
    private int folds;
    private int done;
    private String best = "none yet";
    private boolean drew;

    /// @param trials how many there will be
    TuneProgress(Session session, int trials) {
        this.session = session;
        this.trials = trials;
    }

    void start(TableTuner.Start begun) {
        metric = begun.metric().label();
        folds = begun.folds();
        session.tell("Searching " + InWords.count(trials, "configuration") + " on "
                + InWords.count(begun.rows(), "row") + " in " + InWords.count(folds, "fold")
                + (begun.known() == 0 ? "" : ", " + InWords.count(begun.known(), "training") + " of them known")
                + "; Ctrl-C keeps the best so far.");
        session.err().println(String.format(Locale.ROOT, "%5s  %-5s  %12s  %s", "trial", "folds", metric, "recipe"));
        draw();
    }

    void trial(TableTuner.Progress progress) {
        Trial trial = progress.trial();
        done++;
        String score = Double.isNaN(progress.score()) ? "failed" : InWords.number(progress.score());
        if (progress.best()) {
            best = score + ", trial " + trial.number();
        }
        erase();
        session.err()
                .println(String.format(
                        Locale.ROOT,
                        "%5d  %d of %d  %12s%s %s",
                        trial.number(),
                        trial.outcomes().size(),
                        folds,
                        score,
                        progress.best() ? "*" : " ",
                        trial.configuration()));
        draw();
    }

    /// Leaves the line.
    void end() {
        erase();
    }

    private void draw() {
        if (session.terminal()) {
            int cells = Progress.BAR * done / trials;
            Progress.draw(
                    session,
                    "█".repeat(cells) + "░".repeat(Progress.BAR - cells),
                    done + " of " + InWords.count(trials, "trial") + "  best " + metric + " " + best + "  "
                            + InWords.duration(Duration.ofNanos(System.nanoTime() - start)));
            drew = true;
        }
    }

    private void erase() {
        if (drew) {
            session.err().print("\r\u001b[K");
            session.err().flush();
        }
        drew = false;
    }
}
