package dev.lamina.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.reference.ReferenceNetwork;
import dev.lamina.core.reference.ReferenceNetwork.ReferenceLayer;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Schema;
import dev.lamina.report.trace.Trace;
import dev.lamina.report.trace.TraceSettings;
import dev.lamina.report.trace.Tracer;
import dev.lamina.report.trace.UpdateRule;
import dev.lamina.report.trace.WeightStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The page of a trace.
class HtmlTraceTest {

    private static final Pattern WORD = Pattern.compile("say\\(\"([a-z-]+)\"");

    private final Random random = new Random(5);

    @ParameterizedTest
    @EnumSource(Language.class)
    void pageLoadsNothing(Language language) {
        String page = HtmlTrace.page(trace(2, 3, 4, 2), language);
        assertThat(page.replace("http://www.w3.org/", ""))
                .contains("default-src 'none'")
                .doesNotContainPattern("https?:|//[a-z]|\\bsrc=|\\bhref=|@import|url\\(|fetch\\(|import\\s");
    }

    @Test
    void pageIsInItsLanguage() {
        Trace trace = trace(1, 2, 3, 1);
        assertThat(HtmlTrace.page(trace, Language.ENGLISH))
                .contains("<html lang=\"en\">", "<title>A training step, number by number</title>");
        assertThat(HtmlTrace.page(trace, Language.CHINESE))
                .contains(
                        "<html lang=\"zh\">",
                        "<title>一步训练的完整计算过程</title>",
                        "前向传播",
                        "误差反向传播",
                        "数值梯度",
                        "代价函数",
                        "学习率",
                        "偏置")
                .doesNotContain("Forward pass");
    }

    @Test
    void everyPlaceOfTheTemplateIsFilled() {
        assertThat(HtmlTrace.page(trace(1, 2, 3, 1), Language.ENGLISH)).doesNotContain("{{");
    }

    @Test
    void scriptSaysOnlyWordsThatExist() {
        String page = HtmlTrace.page(trace(1, 2, 3, 1), Language.ENGLISH);
        JsonNode words = json(page, "words");
        List<String> said =
                WORD.matcher(page).results().map(found -> found.group(1)).toList();
        assertThat(said).hasSizeGreaterThan(20).allMatch(words::has);
    }

    @ParameterizedTest
    @EnumSource(PageWord.class)
    void wordsTakeTheSameArgumentsInEveryLanguage(PageWord word) {
        Pattern argument = Pattern.compile("\\{\\d}");
        List<List<String>> arguments = new ArrayList<>();
        for (Language language : Language.values()) {
            arguments.add(argument.matcher(word.in(language))
                    .results()
                    .map(found -> found.group())
                    .sorted()
                    .toList());
        }
        assertThat(arguments).containsOnly(arguments.getFirst());
    }

    @Test
    void namesFromOutsideStayData() {
        String hostile = "</script><script>alert(1)</script><!-- \u2028 \" \\ ${x} {{trace}} & 'ü";
        String half = "\ud800";
        ReferenceNetwork network = network(1, 2, 1);
        TraceSettings settings = new TraceSettings(
                network,
                new WeightStart.File(hostile),
                new BinaryCrossEntropy(),
                false,
                UpdateRule.plain(0.1),
                new double[][] {{0.5}},
                new double[][] {{1}},
                List.of(new TraceSettings.SourceColumn(hostile, 0, 1, List.of(hostile))),
                List.of(half),
                new FittedTarget.Labels(hostile, List.of("no", hostile), Schema.Type.CATEGORY));
        String page = HtmlTrace.page(Tracer.trace(settings, 1), Language.ENGLISH);
        assertThat(page.split("</script>", -1)).hasSize(4);
        assertThat(page.split("<script", -1)).hasSize(4);
        assertThat(page).doesNotContain("<!-- ", "\u2028");
        JsonNode trace = json(page, "trace");
        assertThat(trace.at("/facts/1/1").asString()).isEqualTo(hostile);
        assertThat(trace.at("/columns/0/name").asString()).isEqualTo(hostile);
        assertThat(trace.at("/columns/0/cells/0").asString()).isEqualTo(hostile);
        assertThat(trace.at("/outputNames/0").asString()).isEqualTo(hostile);
        assertThat(trace.at("/inputNames/0").asString()).isEqualTo("\ufffd");
    }

    @Test
    void wideLayersAreCutToTheirCorners() {
        Trace trace = trace(40, 300, 50, 2);
        String page = HtmlTrace.page(trace, Language.ENGLISH);
        JsonNode json = json(page, "trace");
        JsonNode first = json.at("/steps/0/layers/1");
        assertThat(json.at("/layers/0/neurons").toString()).isEqualTo("[0,1,2,297,298,299]");
        assertThat(json.at("/samples/shown").toString()).isEqualTo("[0,1,2,37,38,39]");
        assertThat(first.get("weights").size()).isEqualTo(6);
        assertThat(first.get("weights").get(4).size()).isEqualTo(6);
        double[][] weights = trace.settings().network().layers().getFirst().weights();
        assertThat(first.at("/weights/4/5").asDouble()).isEqualTo(weights[298][49]);
        double squares = 0;
        for (double[] row : weights) {
            for (double weight : row) {
                squares += weight * weight;
            }
        }
        assertThat(first.at("/norms/weights").asDouble()
                        * first.at("/norms/weights").asDouble())
                .isBetween(squares * (1 - 1e-12), squares * (1 + 1e-12));
        assertThat(page.length()).isLessThan(150_000);
    }

    /// Δ⁽ˡ⁾ = ∂C/∂A⁽ˡ⁾ ⊙ f′(Z⁽ˡ⁾) from the numbers of the page.
    @Test
    void errorsAreTheProductsThatThePageShows() {
        JsonNode layers = json(HtmlTrace.page(trace(3, 4, 3, 2), Language.ENGLISH), "trace")
                .at("/steps/0/layers");
        for (JsonNode layer : layers) {
            for (int i = 0; layer.has("delta") && i < 3; i++) {
                for (int j = 0; j < layer.get("delta").get(i).size(); j++) {
                    double product = layer.get("error").get(i).get(j).asDouble()
                            * layer.get("slope").get(i).get(j).asDouble();
                    assertThat(layer.get("delta").get(i).get(j).asDouble()).isEqualTo(product);
                }
            }
        }
    }

    /// The last layer is tanh here, and the loss brings its sigmoid.
    @Test
    void aLinkOnTopOfAnActivationIsNoPartOfTheLayer() {
        ReferenceLayer layer = new ReferenceLayer(rows(2, 1), null, new Tanh());
        ReferenceNetwork network = new ReferenceNetwork(List.of(layer));
        Trace trace = Tracer.trace(settings(network, new BinaryCrossEntropy(), rows(1, 2), new double[][] {{1}}), 1);
        JsonNode json = json(HtmlTrace.page(trace, Language.ENGLISH), "trace");
        assertThat(json.get("fused").asBoolean()).isFalse();
        assertThat(json.get("link").asString()).isEqualTo("sigmoid");
        assertThat(json.at("/layers/1/activation").asString()).isEqualTo("tanh");
        double a = json.at("/steps/0/layers/1/a/0/0").asDouble();
        assertThat(json.at("/steps/0/predictions/0/0").asDouble()).isCloseTo(1 / (1 + Math.exp(-a)), within(1e-15));
    }

    @Test
    void aForwardPassHasNoWayBack() {
        Trace trace = Tracer.trace(settings(network(2, 3, 1), new SquaredError(), rows(2, 2), null), 1);
        JsonNode step = json(HtmlTrace.page(trace, Language.ENGLISH), "trace").at("/steps/0");
        assertThat(step.has("cost")).isFalse();
        assertThat(step.at("/layers/1").has("delta")).isFalse();
        assertThat(step.at("/layers/1/a/1").size()).isEqualTo(3);
    }

    /// The document of an id, as a reader of JSON sees it.
    static JsonNode json(String page, String id) {
        Matcher document = Pattern.compile("<script type=\"application/json\" id=\"" + id + "\">(.*?)</script>")
                .matcher(page);
        assertThat(document.find()).isTrue();
        return new ObjectMapper().readTree(document.group(1));
    }

    /// A trace of squared errors on so many samples of random numbers.
    private Trace trace(int samples, int... widths) {
        ReferenceNetwork network = network(widths);
        double[][] targets = rows(samples, widths[widths.length - 1]);
        return Tracer.trace(settings(network, new SquaredError(), rows(samples, widths[0]), targets), 1);
    }

    private static TraceSettings settings(ReferenceNetwork network, Loss loss, double[][] x, double @Nullable [][] y) {
        return TraceSettings.of(network, new WeightStart.Seed(5), loss, false, UpdateRule.plain(0.1), x, y);
    }

    private ReferenceNetwork network(int... widths) {
        List<ReferenceLayer> layers = new ArrayList<>();
        for (int l = 1; l < widths.length; l++) {
            boolean last = l == widths.length - 1;
            layers.add(new ReferenceLayer(
                    rows(widths[l - 1], widths[l]), rows(1, widths[l])[0], last ? new Identity() : new Tanh()));
        }
        return new ReferenceNetwork(layers);
    }

    private double[][] rows(int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            for (int j = 0; j < columns; j++) {
                row[j] = 0.3 * random.nextGaussian();
            }
        }
        return matrix;
    }
}
