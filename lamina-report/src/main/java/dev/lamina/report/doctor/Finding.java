package dev.lamina.report.doctor;

import dev.lamina.data.Leakage;
import dev.lamina.report.Language;
import java.util.List;
import java.util.SequencedMap;

/// Something about a training that a person should know, with the numbers that show it and what to do.
/// Immutable.
public sealed interface Finding {

    /// How much it matters.
    enum Severity {
        /// The model does not do what it seems to do, or what it could.
        PROBLEM,
        /// The model is sound, and could be better or better known.
        ADVICE
    }

    /// What programs know it by, such as `overfitting`; never changes.
    String key();

    Severity severity();

    /// The numbers by names that never change, in the order of the sentence.
    SequencedMap<String, Double> numbers();

    /// The columns or labels that it is about; empty for most.
    default List<String> names() {
        return List.of();
    }

    /// A few words, such as `Overfitting`.
    default String headline(Language language) {
        return FindingWords.headline(this, language);
    }

    /// One sentence, or two, with the numbers.
    default String text(Language language) {
        return FindingWords.text(this, language);
    }

    /// One sentence: what to do, with the options of `lamina train`.
    default String advice(Language language) {
        return FindingWords.advice(this, language);
    }

    /// Columns give away the target, as [Leakage#telltales] says.
    ///
    /// @param columns one or more
    record TargetGivenAway(List<Leakage.Telltale> columns) implements Finding {

        public TargetGivenAway {
            columns = List.copyOf(columns);
        }

        @Override
        public String key() {
            return "target-given-away";
        }

        @Override
        public Severity severity() {
            return Severity.PROBLEM;
        }

        @Override
        public SequencedMap<String, Double> numbers() {
            return Numbers.of("columns", columns.size());
        }

        @Override
        public List<String> names() {
            return columns.stream().map(Leakage.Telltale::column).toList();
        }
    }

    /// One column decides nearly everything in a model that hardly errs.
    ///
    /// @param share of all importance
    /// @param errors of the model as a share of the baseline's: wrong rows, or RMSE
    record OneColumnTellsAll(String column, double share, double errors) implements Finding {

        @Override
        public String key() {
            return "one-column-tells-all";
        }

        @Override
        public Severity severity() {
            return Severity.PROBLEM;
        }

        @Override
        public SequencedMap<String, Double> numbers() {
            return Numbers.of("share", share, "errors", errors);
        }

        @Override
        public List<String> names() {
            return List.of(column);
        }
    }

    /// The model predicts the rows held out no better than a guess that looks at no column, by more than
    /// chance.
    ///
    /// @param classes whether classes are predicted: then the numbers are accuracies, else RMSEs
    /// @param value of the model
    /// @param baseline of the most frequent class, or of the mean
    /// @param standardError of the difference of the two
    record LearnedNothing(boolean classes, double value, double baseline, double standardError) implements Finding {

        @Override
        public String key() {
            return "learned-nothing";
        }

        @Override
        public Severity severity() {
            return Severity.PROBLEM;
        }

        @Override
        public SequencedMap<String, Double> numbers() {
            return Numbers.of("value", value, "baseline", baseline, "standardError", standardError);
        }
    }

    /// The training cost jumped.
    ///
    /// @param factor how many times its least so far the cost became
    /// @param epoch in which it was that high, from 1
    /// @param learningRate the highest
    /// @param networks how many it happened to
    /// @param of so many that were trained
    record LearningRateTooHigh(double factor, int epoch, double learningRate, int networks, int of) implements Finding {

        @Override
        public String key() {
            return "learning-rate-too-high";
        }

        @Override
        public Severity severity() {
            return Severity.PROBLEM;
        }

        @Override
        public SequencedMap<String, Double> numbers() {
            return Numbers.of(
                    "factor", factor, "epoch", epoch, "learningRate", learningRate, "networks", networks, "of", of);
        }
    }

    /// Units of a hidden layer give the same number whatever the row.
    ///
    /// @param layer the hidden layer that has most, from 1
    /// @param share of its units
    /// @param activation of the layer
    /// @param networks how many have such a layer
    /// @param of so many of the model
    record IdleUnits(int layer, double share, String activation, int networks, int of) implements Finding {

        @Override
        public String key() {
            return "idle-units";
        }

        @Override
        public Severity severity() {
            return Severity.ADVICE;
        }

        @Override
        public SequencedMap<String, Double> numbers() {
            return Numbers.of("layer", layer, "share", share, "networks", networks, "of", of);
        }
    }

    /// The validation cost rose for long, while the training cost fell.
    ///
    /// @param epoch the best one, after which it rose
    /// @param last the last one
    /// @param rise of the validation cost by then, as a share of the best one's
    /// @param networks how many it happened to
    /// @param of so many that were trained
    record Overfitting(int epoch, int last, double rise, int networks, int of) implements Finding {

        @Override
        public String key() {
            return "overfitting";
        }

        @Override
        public Severity severity() {
            return Severity.ADVICE;
        }

        @Override
        public SequencedMap<String, Double> numbers() {
            return Numbers.of("epoch", epoch, "last", last, "rise", rise, "networks", networks, "of", of);
        }
    }

    /// Classes of few rows are hardly ever recognised.
    ///
    /// @param classes one or more, the rarest first
    record RareClasses(List<RareClass> classes) implements Finding {

        /// One of them.
        ///
        /// @param rows of the class among those held out
        /// @param recall the share of these that was recognised
        public record RareClass(String label, long rows, double recall) {}

        public RareClasses {
            classes = List.copyOf(classes);
        }

        @Override
        public String key() {
            return "rare-classes";
        }

        @Override
        public Severity severity() {
            return Severity.ADVICE;
        }

        @Override
        public SequencedMap<String, Double> numbers() {
            return Numbers.of("classes", classes.size(), "rows", rows(), "recall", recall());
        }

        @Override
        public List<String> names() {
            return classes.stream().map(RareClass::label).toList();
        }

        /// Of all of them.
        long rows() {
            return classes.stream().mapToLong(RareClass::rows).sum();
        }

        /// Of all of them.
        double recall() {
            return classes.stream()
                            .mapToDouble(each -> each.recall() * each.rows())
                            .sum()
                    / rows();
        }
    }

    /// Training ended while the validation cost still fell.
    ///
    /// @param epochs that were run
    /// @param fall of the validation cost in the second half of them, as a share
    /// @param timeUp whether a time budget ended it
    record StillLearning(int epochs, double fall, boolean timeUp) implements Finding {

        @Override
        public String key() {
            return "still-learning";
        }

        @Override
        public Severity severity() {
            return Severity.ADVICE;
        }

        @Override
        public SequencedMap<String, Double> numbers() {
            return Numbers.of("epochs", epochs, "fall", fall);
        }
    }

    /// Too few rows were held out to tell models apart by them.
    ///
    /// @param rows that were held out
    /// @param classes whether classes are predicted
    /// @param halfWidth of the 95 % interval of the accuracy, or of the RMSE as a share of it
    /// @param enough rows for which it would be as narrow as it should be
    /// @param folds whether all rows are held out already, in folds
    record FewRowsHeldOut(int rows, boolean classes, double halfWidth, long enough, boolean folds) implements Finding {

        @Override
        public String key() {
            return "few-rows-held-out";
        }

        @Override
        public Severity severity() {
            return Severity.ADVICE;
        }

        @Override
        public SequencedMap<String, Double> numbers() {
            return Numbers.of("rows", rows, "halfWidth", halfWidth, "enough", enough);
        }
    }

    /// Columns that the model would not miss.
    ///
    /// @param columns one or more
    /// @param of so many that it reads
    record IdleColumns(List<String> columns, long of) implements Finding {

        public IdleColumns {
            columns = List.copyOf(columns);
        }

        @Override
        public String key() {
            return "idle-columns";
        }

        @Override
        public Severity severity() {
            return Severity.ADVICE;
        }

        @Override
        public SequencedMap<String, Double> numbers() {
            return Numbers.of("columns", columns.size(), "of", of);
        }

        @Override
        public List<String> names() {
            return columns;
        }
    }
}
