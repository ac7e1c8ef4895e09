package dev.lamina.report.run;

/// A row that was predicted badly.
///
/// @param row its index in the rows of the report
/// @param place in the file, such as `houses.csv:17`
/// @param actual the target
/// @param predicted label or value
/// @param error the probability given to the actual label, or predicted − actual
public record WorstRow(int row, String place, String actual, String predicted, double error) {}
