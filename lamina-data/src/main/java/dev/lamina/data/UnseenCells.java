package dev.lamina.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How many cells of a column are unlike anything that a pipeline was fitted on; see [FittedPipeline#examine].
/// Immutable.
///
/// @param column as it was fitted
/// @param rows how many cells there are
/// @param unknown how many hold words that the pipeline does not know; they all count as one other word
/// @param examples up to three of these words, in their order
/// @param knownInOtherCase if all words are unknown, but differ only in case or blanks from known ones: such a
///     known word; else empty
/// @param missing how many are missing
/// @param beyond how many numbers or times lie outside of the range that training saw
/// @param farthest of these the one farthest from the range; NaN without any
public record UnseenCells(
        FittedColumn column,
        int rows,
        int unknown,
        List<String> examples,
        String knownInOtherCase,
        int missing,
        int beyond,
        double farthest) {

    private static final int MOST_EXAMPLES = 3;

    private static final int MOST_WARNINGS = 10;

    /// Values that leave the range by less than this share of its width are what more rows bring anyway.
    private static final double TOLERANCE = 0.1;

    /// So many cells that are all missing are no coincidence.
    private static final int MANY_ROWS = 20;

    public UnseenCells {
        examples = List.copyOf(examples);
    }

    static UnseenCells of(FittedColumn.Words column, Column.Categories words) {
        Set<String> known = new HashSet<>(column.categories());
        int[] counts = words.counts();
        int present = 0;
        int unknown = 0;
        List<String> strangers = new ArrayList<>();
        for (int code = 0; code < counts.length; code++) {
            present += counts[code];
            String word = words.words().get(code);
            if (counts[code] > 0 && !known.contains(word)) {
                unknown += counts[code];
                strangers.add(word);
            }
        }
        return new UnseenCells(
                column,
                words.rows(),
                unknown,
                strangers.subList(0, Math.min(strangers.size(), MOST_EXAMPLES)),
                unknown > 0 && unknown == present ? knownInOtherCase(column.categories(), strangers) : "",
                words.rows() - present,
                0,
                Double.NaN);
    }

    private static String knownInOtherCase(List<String> categories, List<String> words) {
        List<String> known = categories.stream().map(UnseenCells::folded).toList();
        int first = known.indexOf(folded(words.getFirst()));
        boolean all = first >= 0 && words.stream().map(UnseenCells::folded).allMatch(new HashSet<>(known)::contains);
        return all ? categories.get(first) : "";
    }

    private static String folded(String word) {
        return word.strip().toLowerCase(Locale.ROOT);
    }

    /// @param values NaN for missing
    static UnseenCells of(FittedColumn.Quantity column, double[] values) {
        Range range = column.range();
        int missing = 0;
        int beyond = 0;
        double farthest = Double.NaN;
        double distance = 0;
        for (double value : values) {
            if (Double.isNaN(value)) {
                missing++;
            } else if (range.isBeyond(value)) {
                beyond++;
                double from = range.distance(value);
                if (from > distance) {
                    farthest = value;
                    distance = from;
                }
            }
        }
        return new UnseenCells(column, values.length, 0, List.of(), "", missing, beyond, farthest);
    }

    /// What a person should know of these cells, in one line, such as
    ///
    ///     column "city": 3 of 300 cells hold words that the model does not know, such as "Oslo"
    ///
    /// Unknown words are always told. Missing cells are told where training had none, and where all of twenty or
    /// more are missing. Values beyond the range are told if one leaves it by more than a tenth of its width.
    public Optional<String> warning() {
        List<String> parts = new ArrayList<>();
        if (unknown > 0) {
            parts.add(subject(unknown, true) + words());
        }
        if (missing > 0 && (hadNoneMissing() || (missing == rows && rows >= MANY_ROWS))) {
            parts.add(subject(missing, parts.isEmpty()) + (missing == 1 ? "is" : "are") + " missing"
                    + (hadNoneMissing() ? ", as none was in training" : ""));
        }
        range().filter(range -> range.distance(farthest) > TOLERANCE * range.width())
                .ifPresent(range -> parts.add(subject(beyond, parts.isEmpty()) + (beyond == 1 ? "is" : "are")
                        + " beyond " + text(range.least()) + " … " + text(range.greatest())
                        + ", which training saw, such as " + text(farthest)));
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of("column " + NameText.quote(column.name()) + ": " + String.join("; ", parts));
    }

    /// The warnings of columns, a line each, and beyond ten one line for all others.
    public static List<String> warnings(List<UnseenCells> columns) {
        List<String> all =
                columns.stream().flatMap(column -> column.warning().stream()).toList();
        if (all.size() <= MOST_WARNINGS) {
            return all;
        }
        List<String> first = new ArrayList<>(all.subList(0, MOST_WARNINGS - 1));
        first.add((all.size() - first.size()) + " more columns hold cells unlike those of the training");
        return first;
    }

    private String subject(int cells, boolean first) {
        return first ? cells + " of " + NameText.count(rows, "cell", "cells") + " " : cells + " ";
    }

    private String words() {
        String verb = unknown == 1
                ? "holds a word that the model does not know, "
                : "hold words that the model does not know, such as ";
        String shown = String.join(", ", examples.stream().map(NameText::quote).toList());
        return verb
                + shown
                + (knownInOtherCase.isEmpty()
                        ? ""
                        : ", which differ only in case or blanks from those it knows, such as "
                                + NameText.quote(knownInOtherCase));
    }

    private boolean hadNoneMissing() {
        return switch (column) {
            case FittedColumn.Quantity quantity -> !quantity.indicator();
            case FittedColumn.Words _ -> false;
        };
    }

    /// Empty for words.
    private Optional<Range> range() {
        return switch (column) {
            case FittedColumn.Quantity quantity -> Optional.of(quantity.range());
            case FittedColumn.Words _ -> Optional.empty();
        };
    }

    private String text(double value) {
        return column instanceof FittedColumn.TimeParts time
                ? ValueText.time(value, time.format())
                : ValueText.number(value);
    }
}
