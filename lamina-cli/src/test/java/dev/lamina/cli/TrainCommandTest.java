package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.train.StopReason;
import dev.lamina.data.NumberFormat;
import dev.lamina.data.Schema;
import dev.lamina.data.TimeFormat;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import dev.lamina.model.Model;
import dev.lamina.model.Provenance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {

    @TempDir
    private Path folder;

    @Test
    void classificationTellsItsResultAndTheNextCommands() {
        Path model = folder.resolve("penguins.safetensors");
        Outcome outcome = Outcome.trainPenguins(model);
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("Model       " + model + ", ")
                .contains("Task        classification of species: Adelie, Chinstrap, Gentoo\n")
                .contains("Rows        275 for training, 69 for validation\n")
                .contains("Network     15 → 16 → 3, 307 parameters\n")
                .contains("Training    5 epochs in ")
                .contains("Validation  accuracy 0.")
                .contains("Baseline    accuracy 0.4348 by always naming the most frequent class\n")
                .contains("\n  ./lamina predict " + model + " ../samples/penguins.csv\n")
                .endsWith("\n");
        assertThat(outcome.err()).contains("Training 15 → 16 → 3 on 275 rows").contains("epoch 1/5", "epoch 5/5");
        assertThat(outcome.err()).containsOnlyOnce("\nKernels: " + Gemm.kernels() + ".\n");
    }

    @Test
    void regressionTellsErrorsBesideTheMean() {
        Outcome outcome =
                Outcome.train(Outcome.CARS, "miles_per_gallon", folder.resolve("cars.safetensors"), "--ignore", "name");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("regression of miles_per_gallon\n")
                .containsPattern("Validation  RMSE [\\d.]+, MAE [\\d.]+, R² ")
                .containsPattern("Baseline    RMSE [\\d.]+ by always answering the mean\n");
        assertThat(outcome.err()).contains("warning: 8 rows without a value in \"miles_per_gallon\" were left out\n");
    }

    @Test
    void aTaskInDoubtIsSaidWithTheWayOut() throws IOException {
        // Stars 1, 3, 4, 5 have a gap; grades start at 3; a kind is 2 or 4.
        Path data = folder.resolve("d.csv");
        Files.writeString(
                data,
                IntStream.range(0, 60)
                        .mapToObj(i -> i % 11 + "," + List.of(1, 3, 4, 5).get(i % 4) + "," + (3 + i % 5) + ","
                                + (2 + i % 2 * 2))
                        .collect(Collectors.joining("\n", "x,stars,grade,kind\n", "\n")));
        Path model = folder.resolve("m.safetensors");

        Outcome stars = Outcome.train(data.toString(), "stars", model);
        assertThat(stars.err())
                .contains("stars is predicted by classification (4 different whole numbers; --task regression if they"
                        + " are quantities).\n");
        assertThat(stars.out())
                .contains("Task        classification of stars: 1, 3, 4, 5 (4 different whole numbers; --task"
                        + " regression if\n            they are quantities)\n");
        Outcome grade = Outcome.train(data.toString(), "grade", model, "--json");
        assertThat(grade.err())
                .contains("grade is predicted by regression (5 different whole numbers; --task classification if they"
                        + " are classes).\n");
        assertThat(json(grade).text("taskReason"))
                .isEqualTo("5 different whole numbers; --task classification if they are classes");
        assertThat(Outcome.of("info", model.toString()).out())
                .contains(
                        "Task        regression of grade (5 different whole numbers; --task classification if they are"
                                + "\n            classes)\n");
        Outcome kind = Outcome.train(data.toString(), "kind", model, "--task", "classification");
        assertThat(kind.err()).doesNotContain("--task");
        assertThat(kind.out()).contains("Task        classification of kind: 2, 4\n");
        assertThat(Model.load(model).provenance().training().values()).containsEntry("task", "classification");
    }

    @Test
    void labelsOfAClassificationAreThoseOfTheFile() throws IOException {
        Path data = folder.resolve("d.csv");
        List<String> releases = List.of("1.1", "1.10", "1.9", "1.20", "007", "7", "9007199254740993");
        Files.writeString(
                data,
                IntStream.range(0, 70)
                        .mapToObj(i -> i % 7 + "," + releases.get(i % 7))
                        .collect(Collectors.joining("\n", "x,release\n", "\n")));
        Path model = folder.resolve("m.safetensors");

        assertThat(Outcome.train(data.toString(), "release", model, "--task=classification")
                        .code())
                .isZero();
        assertThat(Model.load(model).labels())
                .containsExactly("1.1", "1.10", "1.20", "1.9", "007", "7", "9007199254740993");
        assertThat(Outcome.of("evaluate", model.toString(), data.toString()).out())
                .contains("Rows        70\n");
        assertThat(Outcome.of("predict", model.toString(), data.toString())
                        .out()
                        .lines()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf(','))))
                .isSubsetOf(releases);
    }

    @Test
    void jsonIsOneDocument() throws IOException {
        Path model = folder.resolve("m.safetensors");
        JsonObject result = json(Outcome.trainPenguins(model, "--json", "--seed", "7"));
        assertThat(result.text("model")).isEqualTo(model.toString());
        assertThat(result.integer("bytes")).isEqualTo(Files.size(model));
        assertThat(result.text("task")).isEqualTo("classification");
        assertThat(result.texts("classes")).containsExactly("Adelie", "Chinstrap", "Gentoo");
        assertThat(result.integer("epochs")).isEqualTo(5);
        assertThat(result.text("stopReason")).isEqualTo("completed");
        assertThat(result.object("metrics").asDouble("accuracy")).isBetween(0.0, 1.0);
        assertThat(result.text("parametersHash")).isEqualTo(Model.load(model).parametersHash());
    }

    @Test
    void theDoctorSpeaksOnceTrainingHasEnded() throws IOException {
        Outcome outcome = Outcome.trainPenguins(folder.resolve("m.safetensors"), "--json", "--validation", "0.1");
        JsonObject finding = json(outcome).objects("findings").getLast();
        assertThat(finding.text("finding")).isEqualTo("few-rows-held-out");
        assertThat(finding.text("severity")).isEqualTo("advice");
        assertThat(finding.object("numbers").asDouble("rows")).isEqualTo(34);
        assertThat(outcome.err())
                .contains("Doctor: Few rows held out. " + finding.text("text") + " " + finding.text("advice") + "\n");
    }

    @Test
    void sameSeedGivesTheSameParameters() throws IOException {
        String first = hash("3", "1");
        assertThat(hash("3", "2")).isEqualTo(first);
        assertThat(hash("4", "1")).isNotEqualTo(first);
    }

    private String hash(String seed, String threads) throws IOException {
        Path model = folder.resolve("m.safetensors");
        return json(Outcome.trainPenguins(model, "--json", "--seed", seed, "--threads", threads))
                .text("parametersHash");
    }

    @Test
    void settingsReachTheTraining() throws IOException {
        Path model = folder.resolve("m.safetensors");
        Outcome outcome = Outcome.of(
                "train",
                Outcome.PENGUINS,
                "--target=species",
                "--model=" + model,
                "--layers=12,8",
                "--activation=tanh",
                "--optimizer=sgd",
                "--learning-rate=0.05",
                "--weight-decay=0",
                "--schedule=step",
                "--l1=0.001",
                "--l2=0.002",
                "--max-norm=3",
                "--clip-norm=1",
                "--dropout=0.25",
                "--epochs=3",
                "--batch-size=32",
                "--patience=2",
                "--seed=9",
                "--threads=1",
                "--time-budget=1h",
                "--task=classification",
                "--validation=0.5",
                "--missing=Torgersen",
                "--loss=softmax-cross-entropy");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        Model trained = Model.load(model);
        assertThat(trained.provenance().training().values())
                .containsEntry("layers", "12,8")
                .containsEntry("activation", "tanh")
                .containsEntry("optimizer", "sgd")
                .containsEntry("learning-rate", "0.05")
                .containsEntry("weight-decay", "0.0")
                .containsEntry("schedule", "step")
                .containsEntry("l1", "0.001")
                .containsEntry("l2", "0.002")
                .containsEntry("max-norm", "3.0")
                .containsEntry("clip-norm", "1.0")
                .containsEntry("dropout", "0.25")
                .containsEntry("epochs", "3")
                .containsEntry("batch-size", "32")
                .containsEntry("patience", "2");
        assertThat(trained.provenance().training().seed()).isEqualTo(9);
        assertThat(trained.provenance().data().validationRows()).isEqualTo(172);
        assertThat(trained.pipeline().missingWords()).containsExactly("Torgersen");
    }

    @Test
    void settingsThatCannotBeAreRefusedInOneLine() {
        assertRefused("clip-value is 0.0, expected a positive number", "--clip-value=0");
        assertRefused("gradients are clipped by norm or by value; set one of both", "--clip-value=1", "--clip-norm=1");
        assertRefused(
                "unknown schedule \"steps\"; known are constant, linear, step, multi-step, exponential, polynomial,"
                        + " cosine, log-cosine, flat-cosine, warm-restarts, one-cycle, warm-up, warm-up-cosine, plateau",
                "--schedule=steps");
        assertRefused(
                "lbfgs needs all 275 training rows in one batch, the batch size is 64; leave it out or set it to"
                        + " 275 or more",
                "--optimizer=lbfgs",
                "--batch-size=64");
        assertRefused(
                "lbfgs finds the length of a step by itself; leave clipping out", "--optimizer=lbfgs", "--clip-norm=1");
    }

    private void assertRefused(String message, String... options) {
        Path model = folder.resolve("m.safetensors");
        Outcome outcome = Outcome.trainPenguins(model, options);
        assertThat(outcome.errorLines()).last().isEqualTo("lamina: " + message);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(model).doesNotExist();
    }

    @Test
    void lbfgsEndsWhereNoStepLowersTheCost() throws IOException {
        Path model = folder.resolve("m.safetensors");
        Outcome outcome = Outcome.trainPenguins(
                model,
                "--optimizer=lbfgs",
                "--activation=tanh",
                "--l2=0.01",
                "--epochs",
                "500",
                "--patience=500",
                "--layers",
                "4");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("; no step lowers the training cost any more\n");
        assertThat(Model.load(model).provenance().training().runs().getFirst().stopReason())
                .isEqualTo(StopReason.CONVERGED);
        assertThat(Outcome.of("info", model.toString()).out())
                .containsPattern("\\n +optimizer +lbfgs +given\\n")
                .containsPattern("\\n +l2 +0\\.01 +given\\n")
                .containsPattern("\\n +batch-size +275 +lbfgs needs all rows in one batch\\n");
    }

    @Test
    void categoryColumnsAreWordsAndIgnoredOnesAreLeftOut() throws IOException {
        Path model = folder.resolve("m.safetensors");
        assertThat(Outcome.train(Outcome.CARS, "origin", model, "--ignore", "name,year", "--category", "cylinders")
                        .code())
                .isZero();
        Outcome info = Outcome.of("info", model.toString());
        assertThat(info.out())
                .containsPattern("cylinders +category: ")
                .contains("It expects 6 columns")
                .doesNotContain("year");
    }

    @Test
    void validationFileIsReadLikeTheTrainingData() throws IOException {
        // As numbers, the codes of these rows would be no categories.
        String rest = Outcome.file(folder, "rest.csv", "code,size,label,more", "1,2,yes,0", "2,9,no,0");
        String file = Outcome.file(
                folder, "train.csv", "size,code,label", "1,x,yes", "8,1,no", "2,x,yes", "7,2,no", "1,2,yes", "9,x,no");
        Path model = folder.resolve("m.safetensors");
        Outcome outcome = Outcome.train(file, "label", model, "--validation", rest);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(Model.load(model).provenance().data().trainingRows()).isEqualTo(6);
        assertThat(Model.load(model).provenance().data().validationRows()).isEqualTo(2);
    }

    @Test
    void modelRemembersTheHashOfItsData() throws IOException {
        Path model = folder.resolve("m.safetensors");
        assertThat(Outcome.trainPenguins(model).code()).isZero();
        // As samples/README.md has it.
        String sum = "8acaa6205689afde4946541aad3aab3d9718a132195673ec58636ea49287dcf7";
        assertThat(Model.load(model).provenance().data().source()).isEqualTo(Outcome.PENGUINS);
        assertThat(Model.load(model).provenance().data().sha256()).isEqualTo(sum);

        Outcome piped = Outcome.reading(
                Files.readString(Path.of(Outcome.PENGUINS)),
                "train",
                "-",
                "--target",
                "species",
                "--model",
                model.toString(),
                "--epochs",
                "1",
                "--layers",
                "8");
        assertThat(piped.code()).as(piped.err()).isZero();
        assertThat(Model.load(model).provenance().data().sha256()).isEqualTo(sum);
        assertThat(piped.out()).contains("./lamina predict " + model + " NEW.csv\n");
    }

    @Test
    void nextCommandsRepeatHowTheDataIsReadAndQuoteItsName() {
        String file = Outcome.file(
                folder, "it's new.csv", "a;b", "1,5;x", "2,5;y", "1,7;x", "2,9;y", "1,1;x", "2,2;y", "1,3;x", "2,8;y");
        Path model = folder.resolve("m.safetensors");
        Outcome outcome = Outcome.train(file, "b", model, "--delimiter", ";", "--decimal", ",");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("./lamina predict " + model + " \"" + file + "\" --delimiter ';'\n");
    }

    @Test
    void theModelKeepsHowNumbersAndDatesAreWritten() throws IOException {
        String rows = IntStream.rangeClosed(1, 28)
                .mapToObj(day -> day + ",5;" + day + "/1/2024;" + (day % 2 == 0 ? "x" : "y") + "\n")
                .collect(Collectors.joining("", "a;day;b\n", ""));
        String file = Outcome.file(folder, "train.csv", rows);
        String next = Outcome.file(folder, "new.csv", "a;day", "1,5;3/4/2024");
        Path model = folder.resolve("m.safetensors");

        Outcome.train(file, "b", model);
        Outcome outcome = Outcome.of("predict", model.toString(), next);

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("such as 2024-04-03").doesNotContain("missing");
        assertThat(Model.load(model).pipeline().schema().fields())
                .containsExactly(
                        Schema.Field.number("a", NumberFormat.plain(',')),
                        Schema.Field.time("day", TimeFormat.DAY_MONTH_YEAR));
    }

    @Test
    void imagesWithLabelsBesideThemNeedNoTarget() throws IOException {
        // 20 images of 1 × 2 pixels; those of class 1 are bright.
        byte[] images = new byte[16 + 40];
        System.arraycopy(new byte[] {0, 0, 8, 3, 0, 0, 0, 20, 0, 0, 0, 1, 0, 0, 0, 2}, 0, images, 0, 16);
        byte[] labels = new byte[8 + 20];
        System.arraycopy(new byte[] {0, 0, 8, 1, 0, 0, 0, 20}, 0, labels, 0, 8);
        for (int i = 0; i < 20; i++) {
            labels[8 + i] = (byte) (i % 2);
            images[16 + 2 * i] = (byte) (i % 2 * 100 + i);
            images[17 + 2 * i] = (byte) i;
        }
        Path file = Files.write(folder.resolve("tiny-images-idx3-ubyte"), images);
        Files.write(folder.resolve("tiny-labels-idx1-ubyte"), labels);
        Path model = folder.resolve("m.safetensors");
        Outcome outcome = Outcome.of("train", file.toString(), "--model", model.toString(), "--epochs=2", "--layers=4");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("classification of label: 0, 1\n");
        assertThat(Outcome.of("evaluate", model.toString(), file.toString()).out())
                .contains("Rows        20\n");
        assertThat(Outcome.of("predict", model.toString(), file.toString())
                        .out()
                        .lines())
                .hasSize(21);
    }

    @Test
    void requestToStopBeforeAWholeEpochWritesNothing() throws IOException {
        Path model = Files.writeString(folder.resolve("m.safetensors"), "a good model");
        Interruption interruption = new Interruption() {
            @Override
            void listen(Consumer<String> tell) {
                request(Request.CTRL_C);
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Session session = Outcome.session(new ByteArrayInputStream(new byte[0]), out, err, interruption);
        int code = Main.execute(
                session,
                "train",
                Outcome.PENGUINS,
                "--target",
                "species",
                "--model",
                model.toString(),
                "--layers",
                "8");
        assertThat(code).isEqualTo(130);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .endsWith("lamina: ended by Ctrl-C before one whole epoch was done; nothing was written\n");
        assertThat(model).hasContent("a good model");
    }

    @Test
    void modelIsNamedAfterTheData() {
        for (List<String> names : List.of(
                List.of("penguins.csv", "penguins.safetensors"),
                List.of("adult.csv.gz", "adult.safetensors"),
                List.of("sales.2024.parquet", "sales.2024.safetensors"),
                List.of("t10k-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte.safetensors"),
                List.of("iris", "iris.safetensors"))) {
            String file = Outcome.file(folder, names.getFirst(), "a");
            assertThat(source(file).defaultModel()).hasToString(names.getLast());
        }
        String longest = Outcome.file(folder, "é".repeat(125) + ".csv", "a");
        assertThat(source(longest).defaultModel()).hasToString("é".repeat(121) + ".safetensors");
        for (String other : List.of("-", "data/part-*.csv", "select * from 'x.csv'")) {
            assertThat(source(other).defaultModel()).hasToString("model.safetensors");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"part-*.csv", "new data/*.csv", "*/part-?.csv", "**.csv"})
    void whatIsHashedIsWhatIsRead(String pattern) throws Exception {
        Path data = Files.createDirectories(folder.resolve("new data"));
        if (pattern.startsWith("part")) {
            data = folder;
        }
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (String name : List.of("part-1.csv", "part-2.csv")) {
            Path file = Path.of(Outcome.file(data, name, "a,b", "1,x", "2,y", "1,x", "2,y", "1,x", "2,y"));
            sha256.update(Files.readAllBytes(file));
        }
        String sum = HexFormat.of().formatHex(sha256.digest());
        Path model = folder.resolve("m.safetensors");

        Outcome outcome = Outcome.train(folder + "/" + pattern, "b", model);

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(Outcome.of("info", model.toString()).out().replaceAll("\\s+", " "))
                .contains("sha256 " + sum + " of 2 files, one after the other Seed ");
        assertThat(json(Outcome.of("info", "--json", model.toString()))
                        .object("data")
                        .text("hashed"))
                .isEqualTo("2 files, one after the other");
    }

    @Test
    void theRowsOfAQueryAreHashed() throws IOException {
        Path model = folder.resolve("m.safetensors");
        Outcome outcome = Outcome.train("select * from '" + Outcome.PENGUINS + "'", "species", model);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        Provenance.Data data = Model.load(model).provenance().data();
        assertThat(data.hashed()).isEqualTo("the rows as CSV");
        assertThat(data.sha256()).matches("[0-9a-f]{64}");
    }

    private static DataSource source(String name) {
        return new DataSource(name, new ByteArrayInputStream(new byte[0]));
    }

    private static JsonObject json(Outcome outcome) throws IOException {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return (JsonObject) JsonReader.parse(outcome.out());
    }
}
