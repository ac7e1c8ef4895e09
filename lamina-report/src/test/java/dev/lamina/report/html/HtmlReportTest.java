package dev.lamina.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.TrainingResult;
import dev.lamina.data.Column;
import dev.lamina.data.Table;
import dev.lamina.report.Language;
import dev.lamina.report.run.Reports;
import dev.lamina.report.run.RunReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HtmlReportTest {

    private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)([^<>]*)>");
    private static final Set<String> SINGLE = Set.of("input", "meta", "br");

    private static double[] numbers(int rows, int factor) {
        return IntStream.range(0, rows).mapToDouble(i -> i * factor % 101).toArray();
    }

    private static String[] words(int rows, IntFunction<String> word) {
        return IntStream.range(0, rows).mapToObj(word).toArray(String[]::new);
    }

    private static Table classes(int rows) {
        return Table.of(
                "test",
                Column.numbers("a", numbers(rows, 37)),
                Column.categories("word", words(rows, i -> "w" + i % 5)),
                new Column.Times("when", numbers(rows, 86_400 * 7)),
                Column.categories("class", words(rows, i -> i * 37 % 101 > 40 ? "yes" : "no")));
    }

    private static Table values(int rows) {
        return Table.of(
                "test",
                Column.numbers("a", numbers(rows, 37)),
                Column.numbers("b", numbers(rows, 53)),
                Column.numbers(
                        "y",
                        IntStream.range(0, rows)
                                .mapToDouble(i -> 3.5 * (i * 37 % 101) + i * 53 % 101)
                                .toArray()));
    }

    /// Every element that is begun is ended, in order; nothing is fetched from anywhere.
    private static void assertSound(String page) {
        String markup = page.replaceAll("(?s)<script.*?</script>", "").replaceAll("(?s)<style>.*?</style>", "");
        Deque<String> open = new ArrayDeque<>();
        Matcher tags = TAG.matcher(markup);
        while (tags.find()) {
            if (SINGLE.contains(tags.group(2))) {
                continue;
            }
            if (tags.group(1).isEmpty()) {
                open.push(tags.group(2));
            } else {
                assertThat(open.pop()).isEqualTo(tags.group(2));
            }
        }
        assertThat(open).isEmpty();
        assertThat(markup).doesNotContainPattern("(src|href)=\"(?!#)").doesNotContain("NaN", "Infinity", "null");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyKindOfTrainingHasASoundPage(Language language) {
        String ofClasses = HtmlReport.page(Reports.report(classes(90), "class", 2), language);
        String ofValues = HtmlReport.page(Reports.report(values(90), "y", 1), language);

        assertSound(ofClasses);
        assertSound(ofValues);
        assertThat(ofClasses).contains("lang=\"" + language.code() + "\"", "id=\"curves\"", "id=\"threshold\"");
        assertThat(ofValues).contains("id=\"values\"", "id=\"worst\"").doesNotContain("id=\"threshold\"");
    }

    @Test
    void textsDifferByLanguageAndNumbersDoNot() {
        RunReport report = Reports.report(values(60), "y", 2);

        String english = HtmlReport.page(report, Language.ENGLISH);
        String chinese = HtmlReport.page(report, Language.CHINESE);

        assertThat(english).contains("Did it learn?");
        assertThat(chinese).contains("学会了吗？");
        assertThat(cells(chinese)).isEqualTo(cells(english));
    }

    /// The numbers in the cells of tables.
    private static List<String> cells(String page) {
        return Pattern.compile("<td class=\"number\">([^<]*)</td>")
                .matcher(page)
                .results()
                .map(cell -> cell.group(1))
                .toList();
    }

    @Test
    void nothingOfTheDataIsRunAsCode() {
        String evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&\u202e";
        Table table = Table.of(
                evil,
                Column.numbers(evil + "a", numbers(80, 37)),
                Column.categories(evil + "w", words(80, i -> evil + i % 3)),
                Column.numbers("😀".repeat(150), numbers(80, 53)),
                Column.categories(evil + "c", words(80, i -> i * 37 % 101 > 40 ? evil : evil + "2")));

        String page = HtmlReport.page(Reports.report(table, evil + "c", 2), Language.ENGLISH);

        assertSound(page);
        assertThat(page).doesNotContain("<img", "<script>alert");
        assertThat(Pattern.compile("<script").matcher(page).results().count()).isEqualTo(2);
        assertThat(page).containsPattern("script-src 'sha256-[A-Za-z0-9+/=]{44}'");
        assertThat(page.getBytes(StandardCharsets.UTF_8)).doesNotContain((byte) 0);
    }

    @Test
    void aClassThatTheDataLackHasNoNumbersOfItsOwn() {
        TrainingResult trained = Reports.train(classes(90), "class", 2);
        Table onlyYes = classes(90)
                .select(IntStream.range(0, 90).filter(i -> i * 37 % 101 > 40).toArray());

        String page = HtmlReport.page(RunReport.of(trained.model(), "m", onlyYes, List.of(), 1), Language.ENGLISH);

        assertSound(page);
        assertThat(page).contains("one class only");
    }

    @Test
    void aSingleValueOfTheTargetHasASoundPage() {
        TrainingResult trained = Reports.train(values(60), "y", 2);
        Table same = values(60).select(new int[] {5, 5, 5, 5});

        assertSound(HtmlReport.page(RunReport.of(trained.model(), "m", same, List.of(), 1), Language.ENGLISH));
    }

    @Test
    void threeRowsHaveASoundPage() {
        TrainingResult trained = Reports.train(classes(60), "class", 2);
        Table few = classes(60).select(new int[] {0, 1, 2});

        assertSound(HtmlReport.page(RunReport.of(trained.model(), "m", few, List.of(), 1), Language.ENGLISH));
    }

    @Test
    void manyClassesAreCut() {
        int rows = 4000;
        Table table = Table.of(
                "test",
                Column.numbers("a", numbers(rows, 37)),
                Column.categories("class", words(rows, i -> "class " + i % 2000)));

        String page = HtmlReport.page(Reports.report(table, "class", 2), Language.ENGLISH);

        assertSound(page);
        assertThat(page).contains("1960 more classes are not shown.").hasSizeLessThan(1_000_000);
    }

    @Test
    void manyColumnsAreCut() {
        Column[] columns = new Column[501];
        Arrays.setAll(
                columns,
                i -> i < 500
                        ? Column.numbers("column " + i, numbers(60, 1 + i % 100))
                        : Column.categories("class", words(60, row -> row % 2 == 0 ? "a" : "b")));

        String page = HtmlReport.page(Reports.report(Table.of("test", columns), "class", 2), Language.ENGLISH);

        assertSound(page);
        assertThat(page).contains("400 more columns are not shown.").hasSizeLessThan(1_000_000);
    }

    @Test
    void manyRowsMakeNoLargePage() {
        TrainingResult trained = Reports.train(values(200), "y", 2);

        String page =
                HtmlReport.page(RunReport.of(trained.model(), "m", values(100_000), List.of(), 2), Language.ENGLISH);

        assertSound(page);
        assertThat(page).hasSizeLessThan(500_000);
    }
}
