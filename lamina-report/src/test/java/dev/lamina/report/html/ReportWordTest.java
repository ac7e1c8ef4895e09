package dev.lamina.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.report.Language;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportWordTest {

    private static final Object[] PLACES = {"{0}", "{1}", "{2}", "{3}"};

    @ParameterizedTest
    @EnumSource(ReportWord.class)
    void everyLanguageHasTheSamePlaces(ReportWord word) {
        assertThat(places(word, Language.CHINESE)).isEqualTo(places(word, Language.ENGLISH));
    }

    private static Set<String> places(ReportWord word, Language language) {
        return Pattern.compile("\\{\\d}")
                .matcher(word.in(language, PLACES))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    @Test
    void valuesAreNotSearchedForPlaces() {
        assertThat(ReportWord.TAKEN_FOR.in(Language.ENGLISH, "{1}", "b")).isEqualTo("“{1}” taken for “b”");
    }
}
