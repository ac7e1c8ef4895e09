package dev.lamina.io;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.data.Column;
import dev.lamina.data.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No engine is on the class path of this module's tests.
class QueryEnginesTest {

    @TempDir
    private Path folder;

    @Test
    void withoutAnEngineTheDependencyToAddIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("x.parquet"), "PAR1");
        String advice = ": Parquet and SQL need DuckDB; add the dependency dev.lamina:lamina-duckdb";
        TableReader reader = TableReader.defaults();
        Table table = Table.of("test", Column.numbers("n", 1));
        assertThatThrownBy(() -> reader.read(file.toString()))
                .isInstanceOf(DataFileException.class)
                .hasMessage(file + advice);
        assertThatThrownBy(() -> reader.read("select 1"))
                .isInstanceOf(DataFileException.class)
                .hasMessage("query" + advice);
        assertThatThrownBy(() -> TableWriter.write(table, file))
                .isInstanceOf(DataFileException.class)
                .hasMessage(file + advice);
    }
}
