package dev.lamina.report.html;

import dev.lamina.core.text.InWords;
import dev.lamina.data.Column;
import dev.lamina.data.FittedColumn;
import dev.lamina.report.page.Markup;
import dev.lamina.report.run.RunReport;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// What the columns hold: kind, missing cells, range or most frequent words, and a small picture of how they are
/// distributed.
final class DataSection {

    private static final int MOST_COLUMNS = 100;
    private static final int MOST_WORDS = 4;
    private static final int BARS = 20;

    private final Paper paper;
    private final RunReport report;

    DataSection(Paper paper, RunReport report) {
        this.paper = paper;
        this.report = report;
    }

    void write() {
        List<String> names = report.model().pipeline().columns().stream()
                .map(FittedColumn::name)
                .toList();
        paper.section("data", ReportWord.DATA);
        paper.out().open("div", "class", "card wide");
        paper.table(
                paper.say(ReportWord.DATA),
                List.of(
                        paper.say(ReportWord.COLUMN),
                        paper.say(ReportWord.KIND),
                        paper.say(ReportWord.MISSING_CELLS),
                        paper.say(ReportWord.HOLDS),
                        paper.say(ReportWord.DISTRIBUTION)),
                2);
        String target = report.model().pipeline().target().name();
        line(report.data().require(target), true);
        names.stream().limit(MOST_COLUMNS).forEach(name -> line(report.data().require(name), false));
        paper.endTable();
        if (names.size() > MOST_COLUMNS) {
            paper.note(ReportWord.MORE_COLUMNS, names.size() - MOST_COLUMNS);
        }
        List<String> unused = report.data().names().stream()
                .filter(name -> !name.equals(target) && !names.contains(name))
                .toList();
        if (!unused.isEmpty()) {
            paper.note(ReportWord.LEFT_OUT, InWords.list(unused, 20));
        }
        paper.close().close();
    }

    private void line(Column column, boolean target) {
        Markup out = paper.out();
        out.open("tr");
        out.open("th", "scope", "row");
        paper.name(column.name());
        if (target) {
            out.element("small", " " + paper.say(ReportWord.TARGET));
        }
        out.close();
        paper.cell(paper.say(
                switch (column) {
                    case Column.Numbers _ -> ReportWord.KIND_NUMBER;
                    case Column.Categories _ -> ReportWord.KIND_WORDS;
                    case Column.Times _ -> ReportWord.KIND_TIME;
                }));
        long missing = IntStream.range(0, column.rows()).filter(column::missing).count();
        paper.number(
                missing == 0 ? "0" : Paper.count(missing) + " (" + Paper.share((double) missing / column.rows()) + ")");
        switch (column) {
            case Column.Numbers numbers -> quantity(numbers.values(), Paper::number);
            case Column.Times times -> quantity(times.epochSeconds(), Paper::date);
            case Column.Categories words -> words(words);
        }
        out.close();
    }

    private void quantity(double[] values, DoubleFunction<String> text) {
        double[] sorted =
                DoubleStream.of(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            paper.cell("–").cell("");
            return;
        }
        double least = sorted[0];
        double greatest = sorted[sorted.length - 1];
        paper.cell(paper.say(
                ReportWord.FROM_MEDIAN_TO,
                text.apply(least),
                text.apply(sorted[sorted.length / 2]),
                text.apply(greatest)));
        int[] counts = new int[BARS];
        for (double value : sorted) {
            double place = greatest > least ? (value / 2 - least / 2) / (greatest / 2 - least / 2) : 0.5;
            counts[Math.min((int) (place * BARS), BARS - 1)]++;
        }
        bars(counts);
    }

    private void words(Column.Categories column) {
        int[] counts = new int[column.words().size()];
        Arrays.stream(column.codes()).filter(code -> code >= 0).forEach(code -> counts[code]++);
        List<Integer> frequent = IntStream.range(0, counts.length)
                .filter(code -> counts[code] > 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer code) -> -counts[code]))
                .toList();
        paper.out().open("td");
        for (int i = 0; i < Math.min(MOST_WORDS, frequent.size()); i++) {
            paper.out().text(i == 0 ? "" : ", ");
            paper.name(column.words().get(frequent.get(i)));
            paper.out().text(" " + Paper.share((double) counts[frequent.get(i)] / column.rows()));
        }
        if (frequent.size() > MOST_WORDS) {
            paper.out().text(" " + paper.say(ReportWord.AND_MORE_WORDS, frequent.size() - MOST_WORDS));
        }
        paper.out().close();
        bars(frequent.stream().limit(BARS).mapToInt(code -> counts[code]).toArray());
    }

    private void bars(int[] counts) {
        int most = Arrays.stream(counts).max().orElse(1);
        String path = IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0)
                .mapToObj(i ->
                        String.format(Locale.ROOT, "M%d 24v-%.1fh4V24", 5 * i, Math.max(1, 22.0 * counts[i] / most)))
                .collect(Collectors.joining());
        paper.out().open("td").open("svg", "class", "spark", "viewBox", "0 0 100 24", "aria-hidden", "true");
        paper.out().open("path", "class", "bar", "d", path).close();
        paper.out().close().close();
    }
}
