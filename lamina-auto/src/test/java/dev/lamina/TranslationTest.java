package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The Chinese documents say what the English ones say, in everything that is not a sentence.
class TranslationTest {

    private static final Path ROOT = Path.of("..");

    private static final Pattern HEADING = Pattern.compile("(?m)^#+(?= )");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern INDENTED = Pattern.compile("(?m)^    .*$");
    private static final Pattern CODE = Pattern.compile("`[^`]+`");
    private static final Pattern LINK = Pattern.compile("(?<=]\\()[^)]+(?=\\))");
    private static final Pattern FORMULA = Pattern.compile("(?s)\\$\\$.+?\\$\\$");
    private static final Pattern INLINE_FORMULA = Pattern.compile("\\$[^$]+\\$");
    private static final Pattern FORMULA_NUMBER = Pattern.compile("\\bF\\d\\b");
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d,.]*\\d|\\d");

    @ParameterizedTest
    @ValueSource(strings = {"README", "docs/mathematics"})
    void theSectionsAreTheSame(String document) throws IOException {
        assertThat(found(HEADING, chinese(document))).isEqualTo(found(HEADING, english(document)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README", "docs/mathematics"})
    void commandsAndCodeAreTheSame(String document) throws IOException {
        assertThat(found(FENCED, chinese(document))).isEqualTo(found(FENCED, english(document)));
        assertThat(found(INDENTED, chinese(document))).isEqualTo(found(INDENTED, english(document)));
        assertThat(sorted(CODE, without(FENCED, chinese(document))))
                .isEqualTo(sorted(CODE, without(FENCED, english(document))));
    }

    /// To a document that there is in Chinese, the link may lead to that.
    @ParameterizedTest
    @ValueSource(strings = {"README", "docs/mathematics"})
    void linksLeadToTheSamePlaces(String document) throws IOException {
        assertThat(links(chinese(document))).isEqualTo(links(english(document)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README", "docs/mathematics"})
    void formulasAreTheSame(String document) throws IOException {
        String chinese = chinese(document);
        String english = english(document);
        assertThat(found(FORMULA, chinese)).isEqualTo(found(FORMULA, english));
        assertThat(found(FORMULA_NUMBER, chinese)).isEqualTo(found(FORMULA_NUMBER, english));
        assertThat(sorted(INLINE_FORMULA, without(FORMULA, chinese)))
                .isEqualTo(sorted(INLINE_FORMULA, without(FORMULA, english)));
    }

    /// Measured numbers above all.
    @ParameterizedTest
    @ValueSource(strings = {"README", "docs/mathematics"})
    void numbersAreTheSame(String document) throws IOException {
        assertThat(sorted(NUMBER, chinese(document))).isEqualTo(sorted(NUMBER, english(document)));
    }

    private static String english(String document) throws IOException {
        return Files.readString(ROOT.resolve(document + ".md"));
    }

    private static String chinese(String document) throws IOException {
        return Files.readString(ROOT.resolve(document + ".zh.md"));
    }

    private static List<String> links(String text) {
        return sorted(LINK, text.replace(".zh.md", ".md"));
    }

    private static String without(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll("");
    }

    private static List<String> found(Pattern pattern, String text) {
        return matches(pattern, text).toList();
    }

    private static List<String> sorted(Pattern pattern, String text) {
        return matches(pattern, text).sorted().toList();
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).map(found -> found.replaceAll("\\s+", " "));
    }
}
