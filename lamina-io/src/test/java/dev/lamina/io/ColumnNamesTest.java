package dev.lamina.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnNamesTest {

    @Test
    void namesHaveCommasBetweenAndQuotesWhereTheyNeedThem() {
        assertThat(ColumnNames.split("a,b c,ü.x")).containsExactly("a", "b c", "ü.x");
        assertThat(ColumnNames.split("\"a,b\",c")).containsExactly("a,b", "c");
        assertThat(ColumnNames.split("c,\"say \"\"x\"\"\"")).containsExactly("c", "say \"x\"");
        assertThat(ColumnNames.split("5\" pipe,\"open,6\"\"")).containsExactly("5\" pipe", "\"open", "6\"\"");
        assertThat(ColumnNames.split("\"a\"b,c")).containsExactly("\"a\"b", "c");
        assertThat(ColumnNames.split("")).containsExactly("");
        assertThat(ColumnNames.split("a,")).containsExactly("a", "");
        assertThat(ColumnNames.split("\"\"")).containsExactly("");
    }

    @Test
    void textThatIsAColumnMeansThatColumn() {
        List<String> columns = List.of("a", "b", "a,b", "\"q\"", " c");
        assertThat(new ColumnNames(List.of("a,b")).in(columns)).containsExactly("a,b");
        assertThat(new ColumnNames(List.of("a", "\"q\"")).in(columns)).containsExactly("a", "\"q\"");
        assertThat(new ColumnNames(List.of("b,a")).in(columns)).containsExactly("b", "a");
        assertThat(new ColumnNames(List.of("a, b, c")).in(columns)).containsExactly("a", "b", " c");
        assertThat(new ColumnNames(List.of("d")).in(columns)).containsExactly("d");
    }

    @Test
    void givenNamesAreTakenAsTheyAre() {
        List<String> names = List.of("a,b", "say \"x\"", "", " c", "5\"");
        assertThat(ColumnNames.of(names).in(names)).containsExactlyElementsOf(names);
    }
}
