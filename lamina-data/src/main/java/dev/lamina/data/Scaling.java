package dev.lamina.data;

/// How the numbers of a column are brought to a common size.
public enum Scaling {
    /// (x − mean) / standard deviation (of the population). Where the quartiles are equal, as in pixels or
    /// amounts that are mostly zero, 2 · (x − median) / (q99 − q01), or 2 · (x − median) / (max − min) if those
    /// are equal too: a small deviation would make the rare other values huge.
    STANDARD,
    /// (x − median) / (q75 − q25), with linearly interpolated quantiles, then a smooth clip to ±3; where the
    /// quartiles are equal, 2 · (x − median) / (max − min). RealMLP's, arXiv 2407.04491.
    ROBUST,
    /// By ranks to a standard normal distribution: [FittedColumn.QuantileNumber], with max(10, min(n / 30,
    /// 1000)) quantiles for n rows, at most n, and fewer where many columns would make more than 50,000
    /// together. They are those of x + N(0, (10⁻⁵ · deviation)²), so that equal values do not give equal
    /// quantiles. A missing number is 0. TabM's, arXiv 2410.24210.
    QUANTILE
}
