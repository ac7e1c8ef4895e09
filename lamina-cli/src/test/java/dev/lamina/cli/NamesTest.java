package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.data.FittedColumn;
import dev.lamina.data.Schema;
import dev.lamina.model.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Names of columns with all that a CSV header may hold, given to options and in files of options.
class NamesTest {

    private static final String HEADER = "\"a,b\",a,\"say \"\"x\"\"\",x.y z,学校,out come";

    @TempDir
    private Path folder;

    private String data = "";
    private Path model = Path.of("");

    @BeforeEach
    void writeTheData() {
        data = Outcome.file(
                folder,
                "data.csv",
                Stream.concat(
                                Stream.of(HEADER),
                                IntStream.range(0, 60)
                                        .mapToObj(i -> "%d,%d,%d,%d,%d,%s"
                                                .formatted(i % 4, i * 7, i % 9, i % 5, i % 3, i % 2 == 0 ? "u" : "v")))
                        .toArray(String[]::new));
        model = folder.resolve("m.safetensors");
    }

    @Test
    void everyNameCanBeIgnored() throws IOException {
        assertThat(columnsWithout("a,b")).containsExactly("a", "say \"x\"", "x.y z", "学校");
        assertThat(columnsWithout("\"a,b\",a")).containsExactly("say \"x\"", "x.y z", "学校");
        assertThat(columnsWithout("say \"x\"", "学校,x.y z")).containsExactly("a,b", "a");
        assertThat(columnsWithout("\"say \"\"x\"\"\",\"a,b\"", "a")).containsExactly("x.y z", "学校");
    }

    @Test
    void everyNameCanBeACategory() throws IOException {
        assertThat(train("--category", "a,b", "--category", "say \"x\",学校").code())
                .isZero();
        assertThat(Model.load(model).pipeline().schema().fields())
                .filteredOn(field -> field.type() == Schema.Type.CATEGORY)
                .extracting(Schema.Field::name)
                .contains("a,b", "say \"x\"", "学校")
                .doesNotContain("a", "x.y z");
        assertThat(train("--category", "\"b,a\"").err()).contains("no column \"b,a\" to read as words");
    }

    @Test
    void itemsOfAListInAFileAreWholeNames() throws IOException {
        String config = Outcome.file(folder, "o.yaml", "ignore: ['a,b', 'say \"x\"']", "target: out come");
        assertThat(train("--config", config).code()).isZero();
        assertThat(columns()).containsExactly("a", "x.y z", "学校");
        config = Outcome.file(folder, "o.properties", "ignore = \"a,b\",学校");
        assertThat(train("--config", config).code()).isZero();
        assertThat(columns()).containsExactly("a", "say \"x\"", "x.y z");
    }

    @Test
    void missingWordsMayHaveCommas() throws IOException {
        assertThat(train("--missing", "\"n,a\",none", "--missing=-").code()).isZero();
        assertThat(Model.load(model).pipeline().missingWords()).containsExactly("n,a", "none", "-");
    }

    @Test
    void everyNameCanBeTheTarget() throws IOException {
        Outcome outcome = Outcome.train(data, "a,b", model, "--task=regression", "--epochs", "1");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(Model.load(model).pipeline().target().name()).isEqualTo("a,b");
    }

    private List<String> columnsWithout(String... ignored) throws IOException {
        Outcome outcome = train(
                Stream.of(ignored).flatMap(text -> Stream.of("--ignore", text)).toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        Outcome predicted = Outcome.of(Stream.concat(
                        Stream.of("predict", model.toString(), data),
                        Stream.of(ignored).flatMap(text -> Stream.of("--ignore", text)))
                .toArray(String[]::new));
        assertThat(predicted.err()).as("nothing that is ignored is warned of").isEmpty();
        return columns();
    }

    private List<String> columns() throws IOException {
        return Model.load(model).pipeline().columns().stream()
                .map(FittedColumn::name)
                .toList();
    }

    private Outcome train(String... more) {
        return Outcome.train(
                data,
                "out come",
                model,
                Stream.concat(Stream.of("--epochs", "1"), Stream.of(more)).toArray(String[]::new));
    }
}
