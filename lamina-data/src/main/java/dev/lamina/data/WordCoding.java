package dev.lamina.data;

/// How words become numbers.
public enum WordCoding {
    /// A number for each of the 100 most frequent words and one for all others and for missing; each is 0 or 1:
    /// [FittedColumn.OneHot].
    ONE_HOT,
    /// A number for each of the 100 most frequent words, a single one for two words, each centred and scaled as
    /// if it were a column of numbers; none for other words and missing ones: [FittedColumn.ScaledWords].
    /// RealMLP-TD-S, arXiv 2407.04491.
    SCALED,
    /// As `SCALED` for up to eight words, an index for an embedding for more: [FittedColumn.WordIndex]. Up to
    /// 100 words all have an index of their own; of more, those of two rows or more, at most the 5,000 most
    /// frequent. RealMLP-TD, arXiv 2407.04491.
    INDEX
}
