package dev.lamina.core.optimizer;

/// The search for a length α along a descent direction that satisfies the strong Wolfe conditions on the cost
/// φ(α):
///
///     φ(α) ≤ φ(0) + c₁·α·φ′(0)    |φ′(α)| ≤ c₂·|φ′(0)|    with c₁ = 10⁻⁴ and c₂ = 0.9
///
/// Brackets such a length by doubling, then narrows the bracket by cubic interpolation. A cost that is NaN or
/// infinite counts as too high.
///
/// Source: Nocedal and Wright, "Numerical optimization" (2nd edition, 2006), algorithms 3.5 and 3.6 and
/// equation 3.59; both constants are theirs for quasi-Newton methods.
final class LineSearch {

    /// A point of the line with cost and slope.
    record Point(double length, double cost, double slope) {}

    /// The line of the search.
    interface Line {

        /// Goes to x + α·d and evaluates there.
        Point at(double length);
    }

    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final double EXPANSION = 2;

    /// How many points a search evaluates at most. If none of them will do, rounding hides the decrease.
    private static final int MOST_POINTS = 20;

    /// The least distance of an interpolated length from either end of the bracket, as a fraction of its width.
    private static final double MARGIN = 0.1;

    private final Line line;
    private final Point start;
    private Point last;
    private int points;

    private LineSearch(Line line, Point start) {
        this.line = line;
        this.start = start;
        this.last = start;
    }

    /// Searches a line, and leaves it at the point found.
    ///
    /// @param start at length 0, with a negative slope
    /// @param first the first length to try, positive
    /// @return the point, of a lower cost than the start's, or the start itself if there is none
    static Point search(Line line, Point start, double first) {
        LineSearch search = new LineSearch(line, start);
        Point found = search.bracket(first);
        return found.length() == search.last.length() ? found : line.at(found.length());
    }

    /// Algorithm 3.5.
    private Point bracket(double first) {
        Point before = start;
        double length = first;
        while (points < MOST_POINTS) {
            Point point = look(length);
            if (!isEnough(point) || !(point.cost() < before.cost())) {
                return zoom(before, point);
            }
            if (isFlat(point)) {
                return point;
            }
            if (point.slope() >= 0) {
                return zoom(point, before);
            }
            before = point;
            length *= EXPANSION;
        }
        return before;
    }

    /// Algorithm 3.6: `low` has the lowest cost so far, and a length that will do lies between both.
    private Point zoom(Point low, Point high) {
        Point best = low;
        Point other = high;
        while (points < MOST_POINTS) {
            Point point = look(between(best, other));
            if (!isEnough(point) || !(point.cost() < best.cost())) {
                other = point;
            } else {
                if (isFlat(point)) {
                    return point;
                }
                if (point.slope() * (other.length() - best.length()) >= 0) {
                    other = best;
                }
                best = point;
            }
        }
        return best;
    }

    private Point look(double length) {
        points++;
        last = line.at(length);
        return last;
    }

    /// Whether a point meets the first condition and costs less than the start, which the condition does not ask for
    /// where rounding makes the decrease zero.
    private boolean isEnough(Point point) {
        return point.cost() <= start.cost() + DECREASE * point.length() * start.slope() && point.cost() < start.cost();
    }

    /// Whether a point meets the second condition.
    private boolean isFlat(Point point) {
        return Math.abs(point.slope()) <= CURVATURE * Math.abs(start.slope());
    }

    /// The length at which the cubic through both points with their slopes is lowest; the middle of the bracket if that
    /// is too near to an end or does not exist.
    private static double between(Point a, Point b) {
        double width = b.length() - a.length();
        double d1 = a.slope() + b.slope() - 3 * (a.cost() - b.cost()) / (a.length() - b.length());
        double d2 = Math.signum(width) * Math.sqrt(d1 * d1 - a.slope() * b.slope());
        double part = 1 - (b.slope() + d2 - d1) / (b.slope() - a.slope() + 2 * d2);
        return a.length() + width * (part >= MARGIN && part <= 1 - MARGIN ? part : 0.5);
    }
}
