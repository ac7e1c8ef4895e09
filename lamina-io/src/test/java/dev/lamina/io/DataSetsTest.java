package dev.lamina.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.data.Column;
import dev.lamina.data.Table;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The data sets of the shared folder, against the counts of their `datasets.json`.
class DataSetsTest {

    /// Columns that `datasets.json` counts as categories and that hold numbers or times by their cells.
    private static final Map<String, Integer> CATEGORIES_BY_MEANING = Map.of("bike_sharing_hour", 1);

    private record Expectation(
            String name, String file, int rows, int numbers, int categories, String target, int missingCells) {}

    @TestFactory
    Stream<DynamicTest> everySetIsReadWithItsCounts() throws IOException {
        return expectations().stream().map(expected -> DynamicTest.dynamicTest(expected.name, () -> check(expected)));
    }

    private static void check(Expectation expected) throws DataFileException {
        ReadTable read = TableReader.defaults()
                .read(SharedFiles.path("data/" + expected.file).toString());
        Table table = read.table();
        assertThat(read.warnings()).isEmpty();
        assertThat(table.rows()).isEqualTo(expected.rows);
        assertThat(table.columns().getLast().name()).isEqualTo(expected.target);
        List<Column> inputs = table.columns().subList(0, table.columns().size() - 1);
        int byMeaning = CATEGORIES_BY_MEANING.getOrDefault(expected.name, 0);
        assertThat(inputs).filteredOn(Column.Categories.class::isInstance).hasSize(expected.categories - byMeaning);
        assertThat(inputs).hasSize(expected.numbers + expected.categories);
        assertThat(inputs.stream().mapToInt(DataSetsTest::missing).sum()).isEqualTo(expected.missingCells);
    }

    private static int missing(Column column) {
        int count = 0;
        for (int row = 0; row < column.rows(); row++) {
            count += column.missing(row) ? 1 : 0;
        }
        return count;
    }

    private static List<Expectation> expectations() throws IOException {
        JsonObject json = JsonReader.parseObject(Files.readAllBytes(SharedFiles.path("data/datasets.json")));
        List<Expectation> all = new ArrayList<>();
        for (String name : json.members().keySet()) {
            JsonObject set = json.object(name);
            if (set.text("file").contains(".csv")) {
                all.add(new Expectation(
                        set.text("name"),
                        set.text("file").replace("open/", ""),
                        (int) set.integer("rows"),
                        (int) set.integer("numeric"),
                        (int) set.integer("categorical"),
                        set.text("target"),
                        (int) set.integer("missing_cells")));
            }
        }
        assertThat(all).isNotEmpty();
        return all;
    }
}
