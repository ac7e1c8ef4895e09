package dev.lamina.data;

import java.util.List;
import java.util.Objects;

/// How columns are to become numbers: settings only; [#fit] learns the rest from training rows and gives the
/// [FittedPipeline] that transforms. Immutable; each wither gives a changed copy.
///
/// @param clampTarget whether predictions of a regression are limited to the range of the training targets
/// @param missingWords cells that mean "missing" besides the empty one; kept for reading new data
public record Pipeline(
        Scaling scaling, WordCoding words, Imputation imputation, boolean clampTarget, List<String> missingWords) {

    public Pipeline {
        Objects.requireNonNull(scaling, "scaling");
        Objects.requireNonNull(words, "words");
        Objects.requireNonNull(imputation, "imputation");
        missingWords = List.copyOf(missingWords);
    }

    /// Standard scaling, one-hot words, missing numbers as the median, no limits; only empty cells are missing.
    public static Pipeline defaults() {
        return new Pipeline(Scaling.STANDARD, WordCoding.ONE_HOT, Imputation.MEDIAN, false, List.of());
    }

    public Pipeline scaling(Scaling scaling) {
        return new Pipeline(scaling, words, imputation, clampTarget, missingWords);
    }

    public Pipeline words(WordCoding words) {
        return new Pipeline(scaling, words, imputation, clampTarget, missingWords);
    }

    public Pipeline imputation(Imputation imputation) {
        return new Pipeline(scaling, words, imputation, clampTarget, missingWords);
    }

    public Pipeline clampTarget(boolean clampTarget) {
        return new Pipeline(scaling, words, imputation, clampTarget, missingWords);
    }

    public Pipeline missingWords(List<String> missingWords) {
        return new Pipeline(scaling, words, imputation, clampTarget, missingWords);
    }

    /// Learns centers, scales, categories and classes from the training rows, and leaves out columns that say
    /// nothing: constant ones, empty ones, identifiers. Depends on the rows' values, not on their order.
    ///
    /// @throws DataException if there is one class only, the target of a regression is constant, a value is
    ///     infinite, or no column is left
    public Fit fit(Examples training) {
        return new PipelineFitter(this, training).fit();
    }

    /// The fitted pipeline, with what a user should know about the fitting.
    ///
    /// @param warnings a line for each column that was left out or cut
    public record Fit(FittedPipeline pipeline, List<String> warnings) {

        public Fit {
            warnings = List.copyOf(warnings);
        }
    }
}
