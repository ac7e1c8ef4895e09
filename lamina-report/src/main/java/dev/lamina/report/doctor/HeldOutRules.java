package dev.lamina.report.doctor;

import dev.lamina.TrainingResult;
import dev.lamina.core.metric.ConfusionMatrix;
import dev.lamina.data.Column;
import dev.lamina.model.Evaluation;
import dev.lamina.report.doctor.Finding.RareClasses.RareClass;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// What the predictions of the rows held out tell.
final class HeldOutRules {

    /// With fewer rows, standard errors are guesses themselves.
    private static final int FEWEST_ROWS = 20;

    /// How far an accuracy may be uncertain, either way: models rarely differ by more.
    static final double ACCURACY = 0.05;

    /// How far an RMSE may be, as a share of it.
    static final double ERROR = 0.15;

    private static final double UNRECOGNISED = 0.1;

    /// What makes a class rare: less than this share of the rows that it would have if all had the same.
    private static final double RARE = 0.5;

    private HeldOutRules() {}

    /// A model that is no better than a guess, by more than 1.96 standard errors, in two ways of looking.
    ///
    /// Classes: neither are more rows right than by naming the most frequent class (McNemar's test of the
    /// rows on which the two differ), nor is the area under the ROC curve above ½ (as Mann and Whitney's U;
    /// so models that are not calibrated, or trained with weights of classes, are not blamed). Values:
    /// neither the squared error is less than that of the mean, nor the absolute error less than that of
    /// the median (paired differences; so one outlier or another loss does not decide).
    static Optional<Finding.LearnedNothing> learnedNothing(TrainingResult result) {
        return result.heldOut().rows() < FEWEST_ROWS
                ? Optional.empty()
                : switch (result.evaluation()) {
                    case Evaluation.Classification classes -> ofClasses(classes);
                    case Evaluation.Regression values -> ofValues(values, result);
                };
    }

    private static Optional<Finding.LearnedNothing> ofClasses(Evaluation.Classification evaluation) {
        ConfusionMatrix confusion = evaluation.confusion();
        int classes = confusion.classes();
        double rows = confusion.rows();
        int mostFrequent = IntStream.range(0, classes)
                .boxed()
                .max(Comparator.comparingLong(confusion::actual))
                .orElseThrow();
        long worse = confusion.actual(mostFrequent) - confusion.count(mostFrequent, mostFrequent);
        long better = confusion.correct() - confusion.count(mostFrequent, mostFrequent);
        boolean moreRight = better - worse > Moments.Z * Math.sqrt((double) (better + worse));
        if (moreRight || evaluation.auc().isEmpty()) {
            return Optional.empty();
        }
        double[] variances = IntStream.range(0, classes)
                .filter(i -> confusion.actual(i) > 0)
                .mapToDouble(i -> (rows + 1) / (12.0 * confusion.actual(i) * (rows - confusion.actual(i))))
                .toArray();
        // Of two classes there is one curve; those of more are taken for independent.
        int curves = classes == 2 ? 1 : variances.length;
        double error = Math.sqrt(Arrays.stream(variances).average().orElseThrow() / curves);
        if (evaluation.auc().getAsDouble() - 0.5 > Moments.Z * error) {
            return Optional.empty();
        }
        double mean = (better - worse) / rows;
        return Optional.of(new Finding.LearnedNothing(
                true,
                evaluation.accuracy(),
                evaluation.baseline(),
                Math.sqrt(((better + worse) / rows - mean * mean) / rows)));
    }

    private static Optional<Finding.LearnedNothing> ofValues(Evaluation.Regression evaluation, TrainingResult result) {
        double[] actual = actual(evaluation, result);
        double[] sorted = actual.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        double mean = Arrays.stream(actual).average().orElseThrow();
        if (!(evaluation.baseline() > 0)) {
            return Optional.empty();
        }
        // In units of the baseline, whose square may be too large for a double.
        double unit = evaluation.baseline();
        Moments squares = Moments.of(
                actual.length,
                row -> square((actual[row] - mean) / unit) - square((actual[row] - value(result, row)) / unit));
        Moments sizes = Moments.of(
                actual.length,
                row -> Math.abs(actual[row] - median) / unit - Math.abs(actual[row] - value(result, row)) / unit);
        return squares.above(0) || sizes.above(0)
                ? Optional.empty()
                : Optional.of(new Finding.LearnedNothing(
                        false, evaluation.rmse(), evaluation.baseline(), squares.error() / 2 * unit));
    }

    /// Rows held out by which the accuracy is known to ±0.05 only, or the RMSE to ±15 %, or less well, with
    /// 95 %. The interval of an accuracy is Wilson's (1927), that of an RMSE half the relative one of the
    /// mean squared error.
    static Optional<Finding.FewRowsHeldOut> fewRows(TrainingResult result) {
        int rows = result.heldOut().rows();
        boolean folds = result.model().provenance().data().validationRows() == 0;
        return switch (result.evaluation()) {
            case Evaluation.Classification classes -> {
                double width = wilson(classes.accuracy(), rows);
                yield width <= ACCURACY
                        ? Optional.empty()
                        : Optional.of(new Finding.FewRowsHeldOut(
                                rows,
                                true,
                                width,
                                enough(rows, n -> wilson(classes.accuracy(), n) <= ACCURACY),
                                folds));
            }
            case Evaluation.Regression values -> {
                double[] actual = actual(values, result);
                double rmse = values.rmse();
                if (rows < 2 || !(rmse > 0)) {
                    yield Optional.empty();
                }
                double width = Moments.Z
                        / 2
                        * Moments.of(rows, row -> square((actual[row] - value(result, row)) / rmse))
                                .error();
                yield width <= ERROR
                        ? Optional.empty()
                        : Optional.of(new Finding.FewRowsHeldOut(
                                rows, false, width, (long) Math.ceil(rows * square(width / ERROR)), folds));
            }
        };
    }

    /// Half of Wilson's interval for a share.
    static double wilson(double share, double rows) {
        return Moments.Z
                / (1 + Moments.Z * Moments.Z / rows)
                * Math.sqrt(share * (1 - share) / rows + Moments.Z * Moments.Z / (4 * rows * rows));
    }

    /// The fewest rows, a little rounded up, that are enough.
    private static long enough(int rows, IntPredicate enough) {
        return IntStream.iterate(rows, n -> n + 1).filter(enough).findFirst().orElseThrow();
    }

    /// Classes with less than half of an equal share of the rows held out, of which at most one in ten is
    /// recognised.
    static Optional<Finding.RareClasses> rareClasses(TrainingResult result) {
        if (!(result.evaluation() instanceof Evaluation.Classification evaluation)) {
            return Optional.empty();
        }
        ConfusionMatrix confusion = evaluation.confusion();
        double equal = (double) confusion.rows() / confusion.classes();
        List<RareClass> rare = IntStream.range(0, confusion.classes())
                .filter(i -> confusion.actual(i) > 0 && confusion.actual(i) < RARE * equal)
                .mapToObj(i -> new RareClass(
                        evaluation.target().classes().get(i),
                        confusion.actual(i),
                        (double) confusion.count(i, i) / confusion.actual(i)))
                .filter(each -> each.recall() <= UNRECOGNISED)
                .sorted(Comparator.comparingLong(RareClass::rows))
                .toList();
        return rare.isEmpty() ? Optional.empty() : Optional.of(new Finding.RareClasses(rare));
    }

    private static double[] actual(Evaluation.Regression evaluation, TrainingResult result) {
        return ((Column.Numbers) result.heldOut().require(evaluation.target().name())).values();
    }

    private static double value(TrainingResult result, int row) {
        return result.predictions().value(row);
    }

    private static double square(double x) {
        return x * x;
    }
}
