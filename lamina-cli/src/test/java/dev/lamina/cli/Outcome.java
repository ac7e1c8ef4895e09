package dev.lamina.cli;

import dev.lamina.core.train.StopReason;
import dev.lamina.model.Calibration;
import dev.lamina.model.Member;
import dev.lamina.model.Model;
import dev.lamina.model.Provenance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// What one run of the command gave, in this JVM.
record Outcome(int code, String out, String err) {

    /// The samples of the repository, as tests see them from their module.
    static final String PENGUINS = "../samples/penguins.csv";

    static final String CARS = "../samples/cars.csv";

    static Outcome of(String... arguments) {
        return reading("", arguments);
    }

    static Outcome reading(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Session session =
                session(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err, new Interruption() {
                    @Override
                    void listen(Consumer<String> tell) {
                        // The JVM of the tests is not to be kept from ending.
                    }
                });
        int code = Main.execute(session, arguments);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Session session(InputStream in, OutputStream out, OutputStream err, Interruption interruption) {
        return new Session(
                in, out, new PrintStream(err, true, StandardCharsets.UTF_8), false, "./lamina", interruption);
    }

    /// A small and fast training on penguins; `more` is added to the command line.
    static Outcome trainPenguins(Path model, String... more) {
        return train(PENGUINS, "species", model, more);
    }

    /// A model of penguins with three members: two of one shape, weighing 1 and 2, and a smaller one.
    static void trainThreeMembers(Path file) throws IOException {
        List<Member> members = new ArrayList<>();
        List<Provenance.Run> runs = new ArrayList<>();
        Provenance provenance = null;
        for (String[] member : new String[][] {{"16", "1", "RealMLP"}, {"16", "2", "RealMLP"}, {"8", "1", "plain"}}) {
            trainPenguins(file, "--layers", member[0]);
            Model one = Model.load(file);
            members.add(new Member(one.network(), one.pipeline(), Double.parseDouble(member[1])));
            runs.add(new Provenance.Run(
                    member[2], 0, members.size(), 5, one.network().bestEpoch(), StopReason.COMPLETED, 0.5));
            provenance = one.provenance();
        }
        Provenance.Training training = Objects.requireNonNull(provenance).training();
        new Model(
                        members,
                        Calibration.none(),
                        Provenance.now(
                                provenance.data(),
                                new Provenance.Training(
                                        training.seed(), training.settings(), runs, training.metrics())))
                .save(file);
    }

    /// Gives a model of a file a calibration and saves it as another.
    static void calibrate(Path model, Calibration calibration, Path calibrated) throws IOException {
        Model read = Model.load(model);
        new Model(read.members(), calibration, read.provenance()).save(calibrated);
    }

    static Outcome train(String data, String target, Path model, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("train", data, "--target", target, "--model", model.toString()));
        if (!List.of(more).contains("--layers")) {
            arguments.addAll(List.of("--layers", "16"));
        }
        if (!List.of(more).contains("--epochs")) {
            arguments.addAll(List.of("--epochs", "5"));
        }
        arguments.addAll(List.of(more));
        return of(arguments.toArray(String[]::new));
    }

    /// Writes a small CSV file.
    static String file(Path folder, String name, String... lines) {
        try {
            return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n")
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> errorLines() {
        return err.lines().toList();
    }
}
