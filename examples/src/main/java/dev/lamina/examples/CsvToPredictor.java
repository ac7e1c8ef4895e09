package dev.lamina.examples;

import dev.lamina.Lamina;
import dev.lamina.model.Model;
import dev.lamina.model.RowPredictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// From a CSV file to a predictor of records: train, save, load, predict.
public final class CsvToPredictor {

    /// What is known of a penguin; its components stand for the columns `island`, `beak_length_mm` and so on. A
    /// `Double` or a `String` may be null: the value is missing.
    public record Penguin(
            String island,
            double beakLengthMm,
            double beakDepthMm,
            double flipperLengthMm,
            Double bodyMassG,
            String sex) {}

    private CsvToPredictor() {}

    /// @param arguments the file to learn from; by default the sample of this repository
    static void main(String[] arguments) throws IOException {
        Path csv = Path.of(arguments.length > 0 ? arguments[0] : "samples/penguins.csv");
        Path file = Files.createTempFile("penguins", ".safetensors");
        Lamina.train(csv, "species").save(file);

        // Elsewhere, another day; lamina-model is enough from here on.
        Model model = Model.load(file);
        RowPredictor<Penguin> predictor = model.predictor(Penguin.class); // any number of threads may share it

        Penguin penguin = new Penguin("Biscoe", 46.1, 13.2, 211, 4500.0, "FEMALE");
        IO.println("species     " + predictor.predictLabel(penguin));
        for (String label : predictor.labels()) {
            IO.println(String.format(Locale.ROOT, "%-11s %.4f", label, predictor.probability(penguin, label)));
        }
        Files.delete(file);
    }
}
