package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.lamina.core.file.AtomicFile;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.model.safetensors.SafetensorsReader;
import dev.lamina.model.safetensors.SafetensorsWriter;
import dev.lamina.model.safetensors.Tensor;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileModelFileTest {

    @TempDir
    private Path folder;

    private Path file;
    private byte[] valid;
    private String description;
    private List<Tensor> tensors;
    private float[] values;

    @BeforeEach
    void saveAModel() throws IOException {
        file = folder.resolve("model.safetensors");
        saveAModel(Models.classification());
    }

    private void saveAModel(Model model) throws IOException {
        model.save(file);
        valid = Files.readAllBytes(file);
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            description = Objects.requireNonNull(reader.metadata().get("lamina"));
            tensors = reader.tensors();
            values = new float[(int) (tensors.getLast().end() / Float.BYTES)];
            reader.readFloats(values, Sha256.start());
        }
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        for (int length = 0; length < valid.length; length++) {
            assertThat(loads(Arrays.copyOf(valid, length)))
                    .as("%d bytes", length)
                    .isFalse();
        }
        assertThat(loads(Arrays.copyOf(valid, valid.length + 1))).isFalse();
    }

    @Test
    void everySingleBitFlipIsRefused() throws IOException {
        for (int bit = 0; bit < valid.length * 8; bit++) {
            byte[] flipped = valid.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(loads(flipped)).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void randomMutationsAreRefusedWithTheDocumentedException() throws IOException {
        RandomStream random = RandomStream.of(11, Purpose.SHUFFLE, 0);
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = valid;
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                mutated = mutate(mutated, random);
            }
            assertThat(loads(mutated)).as("mutation %d", i).isEqualTo(Arrays.equals(mutated, valid));
        }
    }

    /// Where the checksum is right, the description itself is what a reader has to withstand.
    @Test
    void mutationsOfTheDescriptionLoadOrAreRefused() throws IOException {
        mutateTheDescription();
        saveAModel(Models.severalOf(Models.KIND, new SoftmaxCrossEntropy(), 3, new int[] {2, 3, 2}));
        mutateTheDescription();
    }

    private void mutateTheDescription() throws IOException {
        RandomStream random = RandomStream.of(12, Purpose.SHUFFLE, 0);
        byte[] text = description.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 5_000; i++) {
            byte[] mutated = mutate(text, random);
            String changed = new String(mutated, StandardCharsets.UTF_8);
            write(changed, tensors, values);
            try {
                Model.load(file);
            } catch (ModelFileException e) {
                assertThat(e.getMessage()).doesNotContain("is damaged").startsWith(file + ": ");
            }
        }
    }

    /// Replaces, removes, doubles or moves some bytes, most of them where the structure is.
    private static byte[] mutate(byte[] bytes, RandomStream random) {
        int from = random.nextInt(random.nextBoolean() ? Math.min(200, bytes.length) : bytes.length);
        int to = Math.min(bytes.length, from + random.nextInt(1, 9));
        byte[] piece = Arrays.copyOfRange(bytes, from, to);
        List<byte[]> parts = new ArrayList<>(List.of(Arrays.copyOf(bytes, from)));
        switch (random.nextInt(5)) {
            case 0 -> parts.add(new byte[] {(byte) random.nextInt()});
            case 1 -> {}
            case 2 -> parts.addAll(List.of(piece, piece));
            case 3 -> parts.add(Long.toString(random.nextLong()).getBytes(StandardCharsets.UTF_8));
            case 4 -> {
                byte[] ones = piece.clone();
                ones[random.nextInt(ones.length)] =
                        "{}[]\",:0-9e.\\u \0".getBytes(StandardCharsets.UTF_8)[random.nextInt(16)];
                parts.add(ones);
            }
            default -> throw new AssertionError();
        }
        parts.add(Arrays.copyOfRange(bytes, to, bytes.length));
        byte[] mutated = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, mutated, at, part.length);
            at += part.length;
        }
        return mutated;
    }

    private boolean loads(byte[] bytes) throws IOException {
        overwrite(out -> out.write(bytes));
        try {
            Model.load(file);
            return true;
        } catch (ModelFileException e) {
            return false;
        } catch (RuntimeException | Error e) {
            return fail("refused with " + e, e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    "format":4            | "format":5             | has format 5, expected at most 4; read it with a newer Lamina
                    "format":4            | "format":0             | member "format" is 0, expected 1 to 2147483647
                    {"format":4,          | {                      | member "format" is missing
                    "type":"dropout"      | "type":"dev.lamina.X"  | unknown layer type "dev.lamina.X"; known are activation, alpha-dropout, batch-norm, chain, dense, dropout, embedding, frozen, layer-norm, members, member-dense, parallel, parametric-activation, periodic-embedding, piecewise-linear-embedding, prelu, rated, repeat, running-batch-norm, scale, select, shift, skip-connection
                    "probability":0.1     | "probability":1.0      | dropout probability is 1.0, expected 0 ≤ p < 1
                    "activation":"tanh"   | "activation":"exec"    | unknown activation "exec"; known are elu, exp, gelu, gelu-tanh, hard-sigmoid, hard-swish, hard-tanh, identity, leaky-relu, mish, relu, selu, sigmoid, silu, softmax, softplus, softsign, tanh
                    "outputs":5           | "outputs":6            | tensor members.0.layers.0.weight is [20, 5], the network expects [20, 6]
                    "outputs":5           | "outputs":2147483647   | layer 0 (dense 2147483647, tanh from 20 inputs) takes the network beyond 2³¹ parameters
                    "bias":true           | "bias":false           | tensor 1 is members.0.layers.0.bias, the network expects members.0.layers.2.weight
                    "loss":"softmax-cross-entropy" | "loss":"mean-squared-error" | mean-squared-error does not suit the target "kind", which has 3 classes
                    "loss":"softmax-cross-entropy" | "loss":{"type":"hinge","q":1} | unknown loss with settings "hinge"; known are each-member, focal, huber, quantile, quantile-band, softmax-cross-entropy
                    "loss":"softmax-cross-entropy" | "loss":{"type":"huber","q":1} | unknown member "q"; known are type, delta
                    "loss":"softmax-cross-entropy" | "loss":{"type":"each-member","members":2,"loss":"focal"} | the network has 3 outputs for 2 members, expected a multiple of 2
                    "loss":"softmax-cross-entropy" | "loss":{"type":"each-member","members":2,"loss":{"type":"each-member","members":2,"loss":"focal"}} | each member of an ensemble has one loss of its outputs, got each-member
                    "loss":"softmax-cross-entropy" | "loss":{"type":"quantile","q":1} | quantile's q is 1.0, expected 0 < q < 1
                    "loss":"softmax-cross-entropy" | "loss":{"type":"quantile-band","coverage":1} | quantile-band's coverage is 1.0, expected 0 < coverage < 1
                    "loss":"softmax-cross-entropy" | "loss":{"type":"quantile-band","q":0.5} | unknown member "q"; known are type, coverage
                    "loss":"softmax-cross-entropy" | "loss":{"type":"quantile-band","coverage":0.9} | quantile-band does not suit the target "kind", which has 3 classes
                    "loss":"softmax-cross-entropy" | "loss":{"type":"each-member","members":1,"loss":"quantile-band"} | each member of an ensemble has one loss of its outputs, got quantile-band
                    "conformal":{"type":"none"} | "conformal":{"type":"bands","rows":1,"scores":[1]} | conformal intervals are for values, the target "kind" has classes
                    "activation":"identity" | "activation":"relu"  | softmax-cross-entropy needs probabilities of the classes that sum to 1, relu gives each class a number of its own; end the network with softmax, or without activation: the loss then applies softmax itself
                    "labels":["flat",     | "labels":[             | the network has 3 outputs, softmax-cross-entropy for the target "kind" needs 2
                    "parts":["year",      | "parts":[              | the pipeline gives 19 numbers a row, the network expects 20
                    "center":120.5        | "center":1e999         | member "center": expected a number within the range of a double, got 1e999
                    "stopReason":"patience" | "stopReason":"none"  | expected one of completed, patience, converged, time-budget, requested, got "none"
                    "reasons":{"batch-size" | "reasons":{"batch"   | unknown member "batch"; known are optimizer, batch-size
                    "reasons":{"batch-size":"1000 rows"} | "reasons":1 | member "reasons" is a number, expected an object
                    "range":null          | "range":[1]            | member "range" is an array, expected two numbers or null
                    "range":null          | "range":[2,1]          | range from 2.0 to 1.0 holds no value
                    "decimal":"."         | "decimal":";"          | decimal must be . or , but is ;
                    "decimal":"."         | "decimal":""           | member "decimal" is "", expected . or ,
                    "pipeline":0          | "pipeline":1           | member "pipeline" is 1, expected 0 to 0
                    "pipeline":0          | "pipeline":-1          | member "pipeline" is -1, expected 0 to 0
                    "weight":1.0          | "weight":0             | a member's weight is 0.0, expected a finite number above 0; leave the member out
                    "weight":1.0          | "weight":1,"x":1       | unknown member "x"; known are network, pipeline, weight
                    "members":[           | "members":[1,          | member "members" holds a number, expected objects only
                    "pipelines":[         | "pipelines":1,"x":[    | unknown member "x"; known are format, pipelines, members, calibration, provenance
                    "calibration":{       | "calibration":{"x":1,  | unknown member "x"; known are map, threshold, conformal
                    "runs":[{             | "runs":[1,{            | member "runs" holds a number, expected objects only
                    "fold":0              | "fold":-1              | member "fold" is -1, expected 0 to 2147483647
                    "score":"NaN"         | "score":"x"            | member "score" is a string, expected a number
                    "clip":true           | "clip":true,"x":1      | unknown member "x"; known are type, name, center, scale, imputed, clip, indicator, range, format
                    """)
    void saysWhatIsWrongWithADescription(String old, String changed, String message) throws IOException {
        String hostile = description.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(changed));
        assertThat(hostile).isNotEqualTo(description);
        write(hostile, tensors, values);

        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + ": " + message);
    }

    /// In place of the dropout.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    {"type":"chain","layers":{}}          | member "layers" is an object, expected an array
                    {"type":"chain","layers":[1]}         | member "layers" holds a number, expected objects only
                    {"type":"chain"}                      | member "layers" is missing
                    {"type":"chain","layers":[{"type":"x"}]} | unknown layer type "x"; known are activation, alpha-dropout, batch-norm, chain, dense, dropout, embedding, frozen, layer-norm, members, member-dense, parallel, parametric-activation, periodic-embedding, piecewise-linear-embedding, prelu, rated, repeat, running-batch-norm, scale, select, shift, skip-connection
                    {"type":"skip-connection","layer":[]} | member "layer" is an array, expected an object
                    {"type":"skip-connection","layer":{"type":"scale","learningRateFactor":1},"x":1} | unknown member "x"; known are type, layer
                    {"type":"skip-connection","layer":{"type":"embedding","categories":5,"dimension":2}} | a skip connection adds x to g(x): embedding of 5 in 2 makes 10 columns of 5, expected as many
                    {"type":"frozen","layer":{"type":"prelu","x":1}} | unknown member "x"; known are type
                    {"type":"parallel","branches":[]}     | a parallel layer needs 1 or more branches
                    {"type":"parallel","branches":[{"layer":{"type":"prelu"}}]} | member "columns" is missing
                    {"type":"parallel","branches":[{"layer":{"type":"prelu"},"columns":[0]}]} | a branch's "columns" is neither null nor the first column and one more than the last, as in [0, 3]
                    {"type":"parallel","branches":[{"layer":{"type":"prelu"},"columns":[0,10000000000]}]} | a branch's "columns" holds 10000000000, expected 0 to 2147483647
                    {"type":"parallel","branches":[{"layer":{"type":"prelu"},"columns":[3,3]}]} | columns 3 to 3: expected 0 ≤ from < to
                    {"type":"parallel","branches":[{"layer":{"type":"prelu"},"columns":[0,4]}]} | column 4 of 0–4 goes into no branch of a parallel layer
                    {"type":"parallel","branches":[{"layer":{"type":"prelu"},"columns":[0,6]}]} | a parallel branch takes columns 0–5, there are 0–4
                    {"type":"batch-norm","epsilon":0,"momentum":0.1} | batch norm's epsilon is 0.0, expected more than 0
                    {"type":"select","columns":[]}        | select needs 1 or more columns
                    {"type":"select","columns":[0,5]}     | select takes column 5, there are 0–4
                    {"type":"select","columns":[-1]}      | member "columns" holds -1, expected 0 to 2147483647
                    {"type":"select","columns":["a"]}     | member "columns" holds a string, expected numbers only
                    {"type":"select","columns":[0.5]}     | member "columns": expected an integer, got 0.5
                    {"type":"periodic-embedding","frequencies":2,"dimension":3,"deviation":1,"form":"plx"} | expected one of pbld, plr, got "plx"
                    {"type":"periodic-embedding","frequencies":2,"dimension":3,"deviation":0,"form":"plr"} | a periodic embedding's deviation is 0.0, expected more than 0
                    {"type":"periodic-embedding","frequencies":2147483647,"dimension":2147483647,"deviation":1,"form":"plr"} | plr embedding, 2147483647 frequencies to 2147483647, takes more than 268435456 weights for 5 columns
                    {"type":"piecewise-linear-embedding","edges":[2,2,2,2],"dimension":3} | piecewise-linear embedding, 4 bins to 3, has edges for 4 columns, got 5
                    {"type":"piecewise-linear-embedding","edges":[1],"dimension":3} | member "edges" holds 1, expected 2 to 2147483647
                    {"type":"piecewise-linear-embedding","edges":[2147483647],"dimension":3} | a piecewise-linear embedding of 2147483647 edges in 3 takes more than 268435456 weights
                    {"type":"parametric-activation","activation":"softmax"} | a parametric activation mixes each number with its own value, softmax maps several together
                    {"type":"layer-norm","epsilon":"x"}   | member "epsilon" is a string, expected a number
                    {"type":"alpha-dropout","probability":1} | alpha dropout probability is 1.0, expected 0 ≤ p < 1
                    {"type":"scale","learningRateFactor":-1} | scale's learningRateFactor is -1.0, expected 0 or more
                    {"type":"embedding","categories":2147483647,"dimension":1} | an embedding has 2147483647 categories, expected 1 to 16777216
                    {"type":"embedding","categories":9,"dimension":2147483647} | embedding of 9 in 2147483647 makes 10737418235 columns of 5, more than a matrix can have
                    {"type":"activation","activation":"relu","slope":1} | unknown member "slope"; known are type, activation
                    {"type":"activation","activation":"elu"} | member "alpha" is missing
                    {"type":"members","members":2,"layer":{"type":"prelu"}} | each of 2 members: prelu shares 5 columns out among 2 members, expected a multiple of 2
                    {"type":"member-dense","members":5,"outputs":2147483647} | dense 2147483647 of each of 5 members makes 10737418235 columns of 5, more than a matrix can have
                    {"type":"repeat","members":2147483647} | repeat for 2147483647 members makes 10737418235 columns of 5, more than a matrix can have
                    {"type":"repeat","members":0} | member "members" is 0, expected 1 to 2147483647
                    {"type":"shift"} | member "initializer" is missing
                    {"type":"rated","layer":{"type":"prelu"},"factors":[{"parameter":"slope","learningRate":1}]} | member "weightDecay" is missing
                    {"type":"rated","layer":{"type":"prelu"},"factors":[{"parameter":"slope","learningRate":-1,"weightDecay":0}]} | the learning rate of "slope" is times -1.0, expected 0 or more
                    {"type":"rated","layer":{"type":"prelu"},"factors":[{"parameter":"weight","learningRate":1,"weightDecay":0}]} | prelu has no parameter "weight" to rate; it has slope
                    {"type":"prelu"}                      | tensor 2 is members.0.layers.2.weight, the network expects members.0.layers.1.slope
                    """)
    void saysWhatIsWrongWithALayer(String layer, String message) throws IOException {
        String dropout = "{\"type\":\"dropout\",\"probability\":0.1}";
        assertThat(description).contains(dropout);
        write(description.replace(dropout, layer), tensors, values);

        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    {"type":"constant","value":1e999} | member "value": expected a number within the range of a double, got 1e999
                    {"type":"normal","deviation":0}   | the deviation of start values is 0.0, expected more than 0
                    {"type":"uniform","limit":0}      | the limit of start values is 0.0, expected more than 0
                    {"type":"repeated","start":"zeros","times":0} | member "times" is 0, expected 1 to 2147483647
                    {"type":"repeated","start":"zeros","times":2} | parameter weight has 5 columns, and its start is repeated 2 times; expected a multiple of that
                    {"type":"chunked","start":"zeros","widths":[2,0]} | the chunks of start values are [2, 0] wide, expected 1 or more each
                    {"type":"chunked","start":"zeros","widths":["2"]} | an initializer's "widths" holds something other than a number of columns
                    {"type":"chunked","start":"zeros","widths":[2147483647,2]} | parameter weight has 5 columns, and the chunks of its start are 2147483649 wide together; expected a multiple of that
                    {"type":"given","values":[1]}     | unknown initializer with a setting "given"; known are chunked, constant, normal, repeated, uniform
                    "mine"                            | unknown initializer "mine"; known are zeros, random-signs, glorot-uniform, glorot-normal, he-uniform, he-normal, lecun-uniform, lecun-normal, orthogonal, given
                    """)
    void saysWhatIsWrongWithAnInitializer(String initializer, String message) throws IOException {
        write(description.replace("\"glorot-uniform\"", initializer), tensors, values);

        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + ": " + message);
    }

    @Test
    void nestingIsRefusedBeforeItHurts() throws IOException {
        String dropout = "{\"type\":\"dropout\",\"probability\":0.1}";
        String open = "{\"type\":\"skip-connection\",\"layer\":";
        write(description.replace(dropout, open.repeat(100_000) + dropout + "}".repeat(100_000)), tensors, values);

        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("64");
    }

    /// Doubles its width at every level without a single parameter.
    @Test
    void widthsThatGrowWithoutBoundAreRefused() throws IOException {
        String dropout = "{\"type\":\"dropout\",\"probability\":0.1}";
        String same = "{\"type\":\"chain\",\"layers\":[]}";
        String twice = "{\"type\":\"parallel\",\"branches\":[{\"layer\":" + same + ",\"columns\":null},{\"layer\":"
                + same + ",\"columns\":null}]}";
        write(description.replace(dropout, String.join(",", Collections.nCopies(40, twice))), tensors, values);

        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + ": the branches of a parallel layer make 2684354560 columns of 1342177280, more than"
                        + " a matrix can have");
    }

    @Test
    void refusesAFileWithoutTheDescription() throws IOException {
        write(new LinkedHashMap<>(), tensors, values);

        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + ": is a safetensors file, but not a model of Lamina: its __metadata__ has no"
                        + " \"lamina\"");
    }

    @Test
    void refusesAFileWithoutChecksum() throws IOException {
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        metadata.put("lamina", description);
        write(metadata, tensors, values);

        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + ": expected a checksum \"lamina.sha256\" in __metadata__, got none");
    }

    @Test
    void saysThatTheBytesAreDamaged() throws IOException {
        valid[valid.length - 1] ^= 1;
        Files.write(file, valid);

        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(file + ": is damaged: its checksum is ");
    }

    @Test
    void refusesWeightsThatAreNotFinite() throws IOException {
        values[0] = Float.NEGATIVE_INFINITY;
        write(description, tensors, values);

        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(
                        file
                                + ": tensor members.0.layers.0.weight holds a number that is not finite; train the model again");
    }

    @Test
    void refusesPipelinesAndRunsThatDoNotGoWithTheMembers() throws IOException {
        String member =
                description.substring(description.indexOf("{\"network\""), description.indexOf("],\"calibration\""));
        String pipeline =
                description.substring(description.indexOf("{\"columns\""), description.indexOf("],\"members\""));
        for (String[] change : new String[][] {
            {member, "", "pipeline 0 feeds no member"},
            {member, member + "," + member, "the provenance tells of 1 run of training, the file has 2 members"},
            {pipeline, "", "member \"pipeline\" is 0, expected 0 to -1"},
            {pipeline, pipeline + "," + pipeline, "pipeline 1 feeds no member"},
        }) {
            write(description.replace(change[0], change[1]), tensors, values);

            assertThatThrownBy(() -> Model.load(file))
                    .isInstanceOf(ModelFileException.class)
                    .hasMessage(file + ": " + change[2]);
        }
    }

    @Test
    void refusesMembersOfDifferentTargets() throws IOException {
        saveAModel(Models.severalOf(Models.KIND, new SoftmaxCrossEntropy(), 3, new int[] {2, 3}));
        String labels = "\"labels\":[\"flat\"";
        int second = description.lastIndexOf(labels);
        write(
                description.substring(0, second)
                        + labels.replace("flat", "barn")
                        + description.substring(second + labels.length()),
                tensors,
                values);

        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(
                        file + ": members[1] reads other columns or has another target than members[0]; ");
    }

    /// Their parameters would take gigabytes, of which the file has none.
    @Test
    void membersWhoseParametersAreNotThereAreRefused() throws IOException {
        String member =
                description.substring(description.indexOf("{\"network\""), description.indexOf("],\"calibration\""));
        String run = description.substring(description.indexOf("{\"recipe\""), description.indexOf("],\"metrics\""));
        write(
                description
                        .replace(member, String.join(",", Collections.nCopies(5_000, member)))
                        .replace(run, String.join(",", Collections.nCopies(5_000, run))),
                tensors,
                values);

        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + ": the file has 4 tensors, the network expects 20000");
    }

    @Test
    void refusesTooFewTensors() throws IOException {
        Tensor last = tensors.getLast();
        write(description, tensors.subList(0, tensors.size() - 1), Arrays.copyOf(values, (int) last.begin() / 4));

        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + ": the file has 3 tensors, the network expects 4");
    }

    /// A file whose checksum is right.
    private void write(String text, List<Tensor> parts, float[] numbers) throws IOException {
        MessageDigest digest = Sha256.start();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        Sha256.update(digest, numbers);
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        metadata.put("lamina", text);
        metadata.put("lamina.sha256", Sha256.hex(digest));
        write(metadata, parts, numbers);
    }

    private void write(SequencedMap<String, String> metadata, List<Tensor> parts, float[] numbers) throws IOException {
        overwrite(out -> SafetensorsWriter.write(out, metadata, parts, List.of(numbers)));
    }

    /// Cuts the file after writing: one that is emptied first goes to the disk each time, which takes a
    /// millisecond.
    private void overwrite(AtomicFile.Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            content.writeTo(Channels.newOutputStream(channel));
            channel.truncate(channel.position());
        }
    }
}
