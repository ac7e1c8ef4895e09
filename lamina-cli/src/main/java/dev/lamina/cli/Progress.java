package dev.lamina.cli;

import dev.lamina.MemberReport;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.text.InWords;
import dev.lamina.core.train.EpochReport;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How training goes on: one line that is drawn again on a terminal, about twenty plain lines elsewhere.
final class Progress {

    static final int BAR = 12;
    private static final int COLUMNS = 79;
    static final int PLAIN_LINES = 18;
    static final Duration REDRAW = Duration.ofMillis(100);

    private final Session session;
    private final Optional<Duration> budget;
    private @Nullable EpochReport first;
    private @Nullable EpochReport last;
    private @Nullable EpochReport shown;
    private int bestEpoch;
    private String metric = "";
    private final CostBar bar = new CostBar(BAR);
    private @Nullable MemberProgress several;

    Progress(Session session, Optional<Duration> budget) {
        this.session = session;
        this.budget = budget;
    }

    /// The training of so many networks begins, and its reports have this metric.
    void start(Metric reported, int members) {
        metric = reported.label();
        several = members == 1 ? null : new MemberProgress(session, budget, reported, members);
    }

    void report(MemberReport report) {
        if (several != null) {
            several.report(report);
        } else if (!report.done()) {
            epoch(report.epoch());
        }
    }

    void epoch(EpochReport report) {
        first = first == null ? report : first;
        last = report;
        bar.add(
                report.epoch(),
                report.epochs(),
                Double.isNaN(report.validationCost()) ? report.cost() : report.validationCost());
        if (report.best()) {
            bestEpoch = report.epoch();
        }
        if (session.terminal()
                ? isTimeToDraw(report)
                : report.epoch() == 1 || report.epoch() % every(report.epochs()) == 0) {
            show(report);
        }
    }

    /// Shows the last epoch if it was left out, and leaves the line.
    void end() {
        if (several != null) {
            several.end();
        }
        if (last != null && !last.equals(shown)) {
            show(last);
        }
        if (session.terminal() && shown != null) {
            session.err().println();
        }
        last = null;
        shown = null;
    }

    private boolean isTimeToDraw(EpochReport report) {
        return shown == null
                || report.epoch() == report.epochs()
                || report.elapsed().minus(shown.elapsed()).compareTo(REDRAW) >= 0;
    }

    /// The step between plain lines: 1, 2, 5, 10, 20, 50, …
    private static int every(int epochs) {
        int step = 1;
        while (epochs / step > PLAIN_LINES) {
            step = Integer.toString(step).startsWith("2") ? step / 2 * 5 : step * 2;
        }
        return step;
    }

    private void show(EpochReport report) {
        shown = report;
        String line = String.format(
                Locale.ROOT,
                "%d/%d  cost %.3g  %s %.4g  best %d  rate %.2g%s",
                report.epoch(),
                report.epochs(),
                report.cost(),
                metric,
                report.metric(),
                bestEpoch,
                report.learningRate(),
                left(report));
        if (session.terminal()) {
            draw(session, bar.draw(BAR * report.epoch() / report.epochs()), line);
        } else {
            session.err().println("epoch " + line);
        }
    }

    /// Draws the line of a terminal again.
    ///
    /// @param bar how much is done
    static void draw(Session session, String bar, String line) {
        String drawn = bar + " " + line;
        // A line that wraps could not be drawn again; the sequence erases what a longer one left behind.
        session.err().print("\r" + drawn.substring(0, Math.min(drawn.length(), COLUMNS)) + "\u001b[K");
        session.err().flush();
    }

    /// How long training can still take at most; early stopping may end it before. The first epoch, in which
    /// the JVM warms up, says nothing about the others.
    private String left(EpochReport report) {
        if (first == null || report.epoch() == first.epoch()) {
            return "";
        }
        Duration left = report.elapsed()
                .minus(first.elapsed())
                .multipliedBy(report.epochs() - report.epoch())
                .dividedBy(report.epoch() - first.epoch());
        if (budget.isPresent() && budget.get().minus(report.elapsed()).compareTo(left) < 0) {
            left = budget.get().minus(report.elapsed());
        }
        return "  " + InWords.duration(left.isNegative() ? Duration.ZERO : left) + " left";
    }
}
