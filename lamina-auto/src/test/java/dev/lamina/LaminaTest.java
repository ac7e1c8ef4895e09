package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.io.DataFileException;
import dev.lamina.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaminaTest {

    @TempDir
    private Path folder;

    @Test
    void jsonIsReadWithoutTheDatabase() throws IOException {
        Path file = folder.resolve("signs.jsonl");
        StringBuilder lines = new StringBuilder();
        for (int i = -50; i < 50; i++) {
            lines.append("{\"x\": ")
                    .append(i)
                    .append(", \"sign\": \"")
                    .append(i < 0 ? "-" : "+")
                    .append("\"}\n");
        }
        Files.writeString(file, lines);

        Model model = Lamina.train(file, "sign");

        assertThat(model.pipeline().target().name()).isEqualTo("sign");
        assertThat(model.provenance().data().source()).isEqualTo(file.toString());
    }

    @Test
    void parquetNamesTheDependencyThatItNeeds() throws IOException {
        Path file = Files.writeString(folder.resolve("houses.parquet"), "PAR1");

        assertThatThrownBy(() -> Lamina.train(file, "price"))
                .isInstanceOf(DataFileException.class)
                .hasMessageEndingWith("add the dependency dev.lamina:lamina-duckdb");
    }

    /// A program that trains on a CSV file brings a few jars of Java along and no native code.
    @Test
    void theDatabaseIsNoDependency() {
        assertThatThrownBy(() -> Class.forName("org.duckdb.DuckDBDriver")).isInstanceOf(ClassNotFoundException.class);
    }
}
