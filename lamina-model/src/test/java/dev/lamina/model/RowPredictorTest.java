package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.QuantileBand;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.data.Column;
import dev.lamina.data.DataException;
import dev.lamina.data.FittedColumn;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Table;
import dev.lamina.data.TimePart;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowPredictorTest {

    private enum City {
        Kyiv,
        Lviv,
        Odesa
    }

    /// In another order than the columns, with a target, and names as Java has them.
    private record House(
            double price,
            @Nullable LocalDateTime built,
            boolean garden,
            String floor,
            City city,
            @Nullable Integer rooms,
            float livingArea) {}

    private static final Table TABLE = Models.table(50);

    private static House house(int row) {
        Column.Times built = (Column.Times) TABLE.require("built");
        Column.Numbers rooms = (Column.Numbers) TABLE.require("rooms");
        double seconds = built.epochSeconds()[row];
        return new House(
                0,
                built.missing(row) ? null : LocalDateTime.ofEpochSecond((long) seconds, 0, ZoneOffset.UTC),
                word("garden", row).equals("true"),
                word("floor", row),
                City.valueOf(word("city", row)),
                rooms.missing(row) ? null : (int) rooms.values()[row],
                (float) ((Column.Numbers) TABLE.require("living-area")).values()[row]);
    }

    private static String word(String column, int row) {
        Column.Categories categories = (Column.Categories) TABLE.require(column);
        return categories.words().get(categories.codes()[row]);
    }

    /// The table with living areas as floats hold them, as the record does.
    private static Table narrowed() {
        Column.Numbers area = (Column.Numbers) TABLE.require("living-area");
        double[] floats = IntStream.range(0, area.rows())
                .mapToDouble(i -> (float) area.values()[i])
                .toArray();
        List<Column> columns = TABLE.columns().stream()
                .map(column -> column.equals(area) ? Column.numbers(area.name(), floats) : column)
                .toList();
        return new Table(columns, TABLE.origin());
    }

    @Test
    void intervalsAndSetsOfARecordAreThoseOfARowOfATable() {
        double[] errors = IntStream.rangeClosed(1, 19).asDoubleStream().toArray();
        Model regression = with(Models.regression(), Calibration.ofValues(errors, new double[19]));
        Model classification = with(
                Models.classification(),
                new Calibration(
                        new ProbabilityMap.Temperature(1.5),
                        OptionalDouble.empty(),
                        new Conformal.Sets(Scores.of(new double[] {0.2, 0.5, 0.7, 0.9}))));
        Predictions values = regression.predictor().predict(narrowed());
        Predictions labels = classification.predictor().predict(narrowed());
        Encoder encoder = regression.encoder();
        Matrix encoded = encoder.transform(narrowed());
        double[] bounds = new double[2];

        for (int row = 0; row < TABLE.rows(); row++) {
            regression.predictor(House.class).interval(house(row), 0.9, bounds);
            assertThat(bounds).containsExactly(values.value(row) - 18, values.value(row) + 18);
            assertThat(bounds).containsExactly(values.lower(row, 0.9), values.upper(row, 0.9));
            float[] inputs = encoded.toArrays()[row];
            regression.predictor().interval(inputs, 0.9, bounds);
            assertThat(bounds[0]).isEqualTo(values.lower(row, 0.9));
            assertThat(classification.predictor(House.class).set(house(row), 0.6))
                    .isEqualTo(labels.set(row, 0.6))
                    .contains(labels.label(row));
            assertThat(classification.predictor().set(inputs, 0.6)).isEqualTo(labels.set(row, 0.6));
        }
        assertThatThrownBy(() -> regression.predictor(House.class).interval(house(0), 0.9, new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an interval has 2 bounds, got an array of 3");
    }

    @Test
    void theIntervalOfABandIsThatOfARowOfATableAndAsWideAsItsRowSays() {
        double[] zeros = new double[19];
        double[] shortfalls = IntStream.rangeClosed(1, 19).asDoubleStream().toArray();
        Model model = with(Models.regression(new QuantileBand()), Calibration.ofBands(shortfalls, zeros, zeros, zeros));
        Predictions values = model.predictor().predict(narrowed());
        Matrix encoded = model.encoder().transform(narrowed());
        double[] bounds = new double[2];
        Set<Double> widths = new HashSet<>();

        for (int row = 0; row < TABLE.rows(); row++) {
            model.predictor(House.class).interval(house(row), 0.9, bounds);
            assertThat(bounds).containsExactly(values.lower(row) - 18, values.upper(row) + 18);
            assertThat(bounds).containsExactly(values.lower(row, 0.9), values.upper(row, 0.9));
            assertThat(model.predictor(House.class).predict(house(row)))
                    .isEqualTo(values.value(row))
                    .isBetween(values.lower(row), values.upper(row));
            float[] inputs = encoded.toArrays()[row];
            model.predictor().interval(inputs, 0.9, bounds);
            assertThat(bounds).containsExactly(values.lower(row, 0.9), values.upper(row, 0.9));
            assertThat(model.predictor().value(inputs)).isEqualTo(values.value(row));
            widths.add(bounds[1] - bounds[0]);
        }
        assertThat(widths).hasSizeGreaterThan(TABLE.rows() / 2);
    }

    private static Model with(Model model, Calibration calibration) {
        return new Model(model.members(), calibration, model.provenance());
    }

    @Test
    void aRecordHasTheSameBitsAsARowOfATable() {
        assertSameBits(Models.regression(), Models.classification());
        assertSameBits(Models.severalRegression(), Models.severalClassification());
    }

    private static void assertSameBits(Model regression, Model classification) {
        Predictions values = regression.predictor().predict(narrowed());
        Predictions labels = classification.predictor().predict(narrowed());
        RowPredictor<House> prices = regression.predictor(House.class);
        RowPredictor<House> kinds = classification.predictor(House.class);
        float[] probabilities = new float[3];

        for (int row = 0; row < TABLE.rows(); row++) {
            House house = house(row);
            kinds.probabilities(house, probabilities);

            assertThat(prices.predict(house)).isEqualTo(values.value(row));
            assertThat(kinds.predictLabel(house)).isEqualTo(labels.label(row));
            assertThat(probabilities).isEqualTo(labels.probabilities().toArrays()[row]);
            assertThat(kinds.probability(house, "house")).isEqualTo(probabilities[1]);
        }
        assertThat(kinds.labels()).isEqualTo(labels.labels());
        assertThat(prices.labels()).isEmpty();
    }

    private record Wide(double a, float b, long c, int d, short e, byte f, boolean g) {}

    private record Boxed(
            @Nullable Double a,
            @Nullable Float b,
            @Nullable Long c,
            @Nullable Integer d,
            @Nullable Short e,
            @Nullable Byte f,
            @Nullable Boolean g) {}

    @Test
    void readsEveryTypeOfNumber() {
        RecordEncoderProbe probe = new RecordEncoderProbe(List.of("a", "b", "c", "d", "e", "f", "g").stream()
                .<FittedColumn>map(name -> new FittedColumn.ScaledNumber(name, 0, 1, -1, false, false))
                .toList());

        assertThat(probe.encode(new Wide(0.5, 1.5f, 2, 3, (short) 4, (byte) 5, true)))
                .containsExactly(0.5f, 1.5f, 2, 3, 4, 5, 1);
        assertThat(probe.encode(new Boxed(0.5, 1.5f, 2L, 3, (short) 4, (byte) 5, false)))
                .containsExactly(0.5f, 1.5f, 2, 3, 4, 5, 0);
        assertThat(probe.encode(new Boxed(null, null, null, null, null, null, null)))
                .containsExactly(-1, -1, -1, -1, -1, -1, -1);
    }

    private record Times(
            @Nullable LocalDate a,
            @Nullable LocalDateTime b,
            @Nullable Instant c) {}

    @Test
    void readsEveryTypeOfTime() {
        RecordEncoderProbe probe = new RecordEncoderProbe(List.of("a", "b", "c").stream()
                .<FittedColumn>map(name -> new FittedColumn.TimeParts(name, List.of(TimePart.HOUR), 0, 0, true))
                .toList());
        LocalDateTime six = LocalDateTime.of(1969, 12, 31, 6, 0, 0, 1);
        float[] midnight = {0, 1, 0};
        float[] missing = {0, 0, 1};

        float[] encoded = probe.encode(new Times(LocalDate.of(2024, 2, 29), six, six.toInstant(ZoneOffset.UTC)));

        assertThat(encoded).startsWith(midnight);
        assertThat(encoded[3]).as("sine of a quarter of the day").isEqualTo(1);
        assertThat(encoded[6]).as("the same instant").isEqualTo(1);
        assertThat(probe.encode(new Times(null, null, null)))
                .startsWith(missing)
                .endsWith(missing);
    }

    private record Words(
            @Nullable String a, @Nullable City b, @Nullable Boolean c, int d, double e) {}

    @Test
    void readsEveryTypeOfWord() {
        RecordEncoderProbe probe = new RecordEncoderProbe(List.of(
                new FittedColumn.OneHot("a", List.of("x")),
                new FittedColumn.OneHot("b", List.of("Kyiv")),
                new FittedColumn.OneHot("c", List.of("true")),
                new FittedColumn.OneHot("d", List.of("7", "NaN", "1d")),
                new FittedColumn.OneHot("e", List.of("0.5", "2"))));

        assertThat(probe.encode(new Words("x", City.Kyiv, true, 7, 2)))
                .containsExactly(1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0);
        assertThat(probe.encode(new Words("y", City.Lviv, false, 8, Double.NaN)))
                .containsExactly(0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 1);
        assertThat(probe.encode(new Words(null, null, null, 7, 0.5)))
                .containsExactly(0, 1, 0, 1, 0, 1, 1, 0, 0, 0, 1, 0, 0);
    }

    /// Encodes records of any type for the given columns.
    private record RecordEncoderProbe(List<FittedColumn> columns) {

        <R extends Record> float[] encode(R row) {
            FittedPipeline pipeline = new FittedPipeline(columns, Models.PRICE, List.of());
            @SuppressWarnings("unchecked") // the class of an R is a Class<R>
            Class<R> type = (Class<R>) row.getClass();
            float[] out = new float[pipeline.width()];
            RecordEncoder.of(type, pipeline.encoder()).encode(row, out, 0);
            return out;
        }
    }

    private record Pair(double ab, double aB) {}

    private record Single(double ab) {}

    @Test
    void aComponentIsOneColumnOnly() {
        RecordEncoderProbe probe = new RecordEncoderProbe(List.of(
                new FittedColumn.ScaledNumber("a_b", 0, 1, 0, false, false),
                new FittedColumn.ScaledNumber("ab", 0, 1, 0, false, false)));

        assertThat(probe.encode(new Pair(1, 2))).containsExactly(2, 1);
        assertThatThrownBy(() -> probe.encode(new Single(1)))
                .hasMessage("record Single lacks \"a_b\" (a double or another number); it has ab");
    }

    private record Garden(String city, double roomS) {}

    private record Flat(double LIVING_area, String rooms, String city, String floor, String garden, Instant built) {}

    private record Twins(double livingArea, double living_area) {}

    private record Other(
            double livingArea, double rooms, City city, Thread.State floor, boolean garden, Instant built) {}

    @Test
    void saysWhatARecordLacks() {
        assertThatThrownBy(() -> Models.regression().predictor(Garden.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "record Garden lacks \"living-area\" (a double or another number), \"floor\" (a String, or a type"
                                + " that has words such as 1), \"garden\" (a String, or a type that has words such as true),"
                                + " \"built\" (a LocalDateTime, LocalDate or Instant); it has city, roomS");
    }

    @Test
    void saysWhichComponentHasAnotherType() {
        assertThatThrownBy(() -> Models.regression().predictor(Flat.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("component rooms is of type String, column \"rooms\" expects a double or another number");
        assertThatThrownBy(() -> Models.regression().predictor(Other.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("component floor is of type State, column \"floor\" expects a String, or a type that has"
                        + " words such as 1");
    }

    @Test
    void refusesNamesThatAreAlike() {
        assertThatThrownBy(() -> Models.regression().predictor(Twins.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the components livingArea and living_area could both be the column \"living-area\";"
                        + " rename one of them");
    }

    private record Point(double x) {}

    @Test
    void refusesInfiniteNumbersAndGoesOn() {
        FittedPipeline pipeline = new FittedPipeline(
                List.of(new FittedColumn.ScaledNumber("x", 0, 1, 0, false, false)), Models.PRICE, List.of());
        Model model = Models.of(Network.inputs(1).dense(1).build(), new MeanSquaredError(), pipeline);
        RowPredictor<Point> predictor = model.predictor(Point.class);
        double before = predictor.predict(new Point(1));

        assertThatThrownBy(() -> predictor.predict(new Point(Double.POSITIVE_INFINITY)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("column \"x\" is infinite");
        assertThat(predictor.predict(new Point(1))).isEqualTo(before);
    }

    @Test
    void saysWhatToAskForInstead() {
        RowPredictor<House> prices = Models.regression().predictor(House.class);
        RowPredictor<House> kinds = Models.classification().predictor(House.class);
        House house = house(1);

        assertThatThrownBy(() -> kinds.predict(house))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model predicts labels of \"kind\", not values; ask for a label or for probabilities");
        assertThatThrownBy(() -> prices.predictLabel(house)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> prices.probability(house, "flat")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> kinds.probability(house, "barn"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown label \"barn\"; known are flat, house, villa \"é\"");
    }

    /// Wide enough that vectors, blocks and tails all take part.
    static Stream<Model> wideModels() {
        return Stream.concat(
                Stream.of(Models.severalRegression(), Models.severalClassification()),
                Stream.of(Models.regression(), Models.classification(), Models.binary())
                        .map(model -> Models.of(
                                Network.inputs(model.pipeline().width())
                                        .dense(70)
                                        .relu()
                                        .dense(35)
                                        .relu()
                                        .dense(model.network().network().outputs())
                                        .build(),
                                model.network().loss(),
                                model.pipeline())));
    }

    @ParameterizedTest
    @MethodSource("wideModels")
    void aCallAllocatesNothingOnceWarm(Model model) {
        RowPredictor<House> predictor = model.predictor(House.class);
        List<House> houses = IntStream.range(0, TABLE.rows())
                .mapToObj(RowPredictorTest::house)
                .toList();
        float[] probabilities = new float[predictor.labels().size()];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        // How soon the compilers are through is their affair; that they get there is the claim.
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 2_000 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            predictAll(predictor, houses, probabilities);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).isZero();
    }

    @Test
    void aCalibrationAndAnIntervalAllocateNothingEither() {
        double[] errors = IntStream.range(0, 5_000).asDoubleStream().toArray();
        RowPredictor<House> prices = with(Models.regression(), Calibration.ofValues(errors, new double[5_000]))
                .predictor(House.class);
        RowPredictor<House> bands = with(
                        Models.regression(new QuantileBand()),
                        Calibration.ofBands(errors, new double[5_000], errors, errors))
                .predictor(House.class);
        List<RowPredictor<House>> kinds = Stream.of(
                        new ProbabilityMap.Temperature(1.5),
                        new ProbabilityMap.Vector(List.of(0.9, 1.1), List.of(0.1, -0.1)),
                        new ProbabilityMap.Isotonic(List.of(-1.0, 1.0), List.of(-0.5, 0.5)))
                .map(map -> with(Models.binary(), new Calibration(map, OptionalDouble.of(0.3), new Conformal.None()))
                        .predictor(House.class))
                .toList();
        House house = house(7);
        double[] bounds = new double[2];
        float[] probabilities = new float[2];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 2_000 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 300; i++) {
                prices.interval(house, 0.9, bounds);
                bands.interval(house, 0.9, bounds);
                for (int k = 0; k < kinds.size(); k++) {
                    kinds.get(k).probabilities(house, probabilities);
                }
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).isZero();
    }

    private static void predictAll(RowPredictor<House> predictor, List<House> houses, float[] probabilities) {
        for (int i = 0; i < 1_000; i++) {
            House house = houses.get(i % houses.size());
            if (probabilities.length == 0) {
                predictor.predict(house);
            } else {
                predictor.predictLabel(house);
                predictor.probabilities(house, probabilities);
            }
        }
    }
}
