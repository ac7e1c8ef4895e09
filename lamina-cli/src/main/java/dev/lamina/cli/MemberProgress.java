package dev.lamina.cli;

import dev.lamina.MemberReport;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.text.InWords;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// How the training of several networks goes on: one line that is drawn again on a terminal, about twenty
/// plain lines elsewhere.
final class MemberProgress {

    private final Session session;
    private final Optional<Duration> budget;
    private final String metric;
    private final long start = System.nanoTime();
    private final double[] shares;
    private int done;
    private int shown;
    private Duration drawn = Duration.ZERO;
    private double best = Double.NaN;
    private boolean drew;

    /// @param metric of the reports
    /// @param members how many networks there are
    MemberProgress(Session session, Optional<Duration> budget, Metric metric, int members) {
        this.session = session;
        this.budget = budget;
        this.metric = metric.label();
        this.shares = new double[members];
    }

    void report(MemberReport report) {
        int member = report.member() - 1;
        shares[member] = report.done()
                ? 1
                : (double) report.epoch().epoch() / report.epoch().epochs();
        if (report.done()) {
            done++;
            best = report.epoch().metric();
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        if (session.terminal()) {
            if (report.done() || elapsed.minus(drawn).compareTo(Progress.REDRAW) >= 0) {
                drawn = elapsed;
                draw(elapsed);
            }
        } else if (report.done()
                && done * Progress.PLAIN_LINES >= (shown + 1) * Math.min(shares.length, Progress.PLAIN_LINES)) {
            shown++;
            session.err().println(line(elapsed));
        }
    }

    /// Leaves the line.
    void end() {
        if (drew) {
            session.err().println();
        }
        drew = false;
    }

    private void draw(Duration elapsed) {
        int done = (int) (Progress.BAR * share());
        Progress.draw(session, "█".repeat(done) + "░".repeat(Progress.BAR - done), line(elapsed));
        drew = true;
    }

    private double share() {
        double sum = 0;
        for (double share : shares) {
            sum += share;
        }
        return sum / shares.length;
    }

    private String line(Duration elapsed) {
        return String.format(
                Locale.ROOT,
                "%d of %d networks%s%s",
                done,
                shares.length,
                Double.isNaN(best) ? "" : String.format(Locale.ROOT, "  last %s %.4g", metric, best),
                left(elapsed));
    }

    /// How long it can still take; the first tenth, in which the JVM warms up, says little about the rest.
    private String left(Duration elapsed) {
        double share = share();
        if (share < 0.1) {
            return "";
        }
        Duration left = Duration.ofMillis(Math.round(elapsed.toMillis() * (1 - share) / share));
        if (budget.isPresent() && budget.get().minus(elapsed).compareTo(left) < 0) {
            left = budget.get().minus(elapsed);
        }
        return "  " + InWords.duration(left.isNegative() ? Duration.ZERO : left) + " left";
    }
}
