package dev.lamina;

import dev.lamina.io.DataHash;
import dev.lamina.io.ReadTable;
import dev.lamina.io.TableReader;
import dev.lamina.model.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/// Lamina in one line: `Model model = Lamina.train(Path.of("houses.csv"), "price");`.
public final class Lamina {

    private Lamina() {}

    /// Reads a file, trains a network that predicts one of its columns, and gives the model. Everything is
    /// chosen: the task by the target's values, a fifth of the rows for validation, the network and its
    /// training by the defaults of [TableOptions]. The same file gives the same model, bit for bit.
    ///
    /// @param file CSV, JSON or IDX images, also compressed; Parquet with the module `lamina-duckdb`
    /// @param target the column to predict
    /// @throws IOException if the file cannot be read
    /// @throws dev.lamina.data.DataException if the data cannot be used
    /// @throws dev.lamina.core.train.DivergenceException if training leaves the finite numbers
    public static Model train(Path file, String target) throws IOException {
        ReadTable read = TableReader.defaults().read(file.toString());
        DataHash hash = read.hash().orElseThrow();
        return TableTrainer.of(TableSettings.forTarget(target))
                .dataSource(file.toString(), hash.sha256(), hash.of())
                .fit(read.table());
    }

    /// The version of this library, such as `0.1.0`.
    public static String version() {
        return Objects.requireNonNullElse(Lamina.class.getPackage().getImplementationVersion(), "development");
    }
}
