package dev.lamina.cli;

import dev.lamina.data.DataException;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Schema;
import dev.lamina.data.UnseenCells;
import dev.lamina.explain.Comparison;
import dev.lamina.explain.ComparisonSettings;
import dev.lamina.io.ReadTable;
import dev.lamina.model.Model;
import dev.lamina.report.html.HtmlComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts models side by side on the same rows.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        customSynopsis = "${COMMAND-FULL-NAME} MODEL MODEL... DATA [OPTION]...",
        sortOptions = false,
        description = {
            "Compares models on data whose target is known.",
            "Gives each metric with the interval that holds it with 95 % for other rows like",
            "these, and for each model but the first the difference to the first one on the",
            "same rows. Models may read different columns, if the data have them all.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ${COMMAND-FULL-NAME} small.safetensors large.safetensors new-houses.csv",
            "  ${COMMAND-FULL-NAME} old.safetensors new.safetensors new.parquet --json",
        })
final class CompareCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            arity = "3..*",
            paramLabel = "MODEL MODEL... DATA",
            hideParamSyntax = true,
            description =
                    "Two models or more that train wrote, with the same target, and last the data: a file, a folder, a"
                            + " quoted pattern of files, an SQL query, or -, as train takes it.")
    private List<String> arguments = List.of();

    @Mixin
    private final PageOptions page = new PageOptions();

    @Mixin
    private final ReadingOptions reading = new ReadingOptions();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    CompareCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        SequencedMap<String, Model> models = new LinkedHashMap<>();
        for (String file : arguments.subList(0, arguments.size() - 1)) {
            if (models.containsKey(file)) {
                throw new IllegalArgumentException(file + " is named twice; name different models");
            }
            models.put(file, Model.load(Path.of(file)));
        }
        Comparison.target(models);
        DataSource source = new DataSource(arguments.getLast(), session.in());
        List<Path> inputs = new ArrayList<>();
        models.keySet().forEach(file -> inputs.add(Path.of(file)));
        source.file().ifPresent(inputs::add);
        page.check(inputs);
        ReadTable read = reading.read(source, schema(models));
        Comparison comparison = Comparison.of(models, read.table(), ComparisonSettings.defaults());
        SequencedMap<String, List<UnseenCells>> unseen = reading.warn(read, models, session);
        page.write(session, language -> HtmlComparison.page(comparison, source.name(), language));
        if (json) {
            session.print(JsonReport.compared(comparison, unseen));
        } else {
            session.print(ComparisonText.of(comparison));
        }
        return 0;
    }

    /// All columns that the models read, and the target.
    private static Schema schema(SequencedMap<String, Model> models) {
        SequencedMap<String, Schema.Field> fields = new LinkedHashMap<>();
        Set<String> missingWords = new LinkedHashSet<>();
        for (Map.Entry<String, Model> model : models.entrySet()) {
            FittedPipeline pipeline = model.getValue().pipeline();
            for (Schema.Field field : pipeline.schemaWithTarget().fields()) {
                fields.merge(field.name(), field, (one, other) -> common(one, other, model.getKey()));
            }
            missingWords.addAll(pipeline.missingWords());
        }
        return new Schema(List.copyOf(fields.values()), List.copyOf(missingWords));
    }

    /// How a column is read that models read in two ways: numbers also serve as words.
    private static Schema.Field common(Schema.Field one, Schema.Field other, String model) {
        if (one.equals(other)) {
            return one;
        }
        if (one.type() == Schema.Type.NUMBER && other.type() == Schema.Type.CATEGORY) {
            return one;
        }
        if (one.type() == Schema.Type.CATEGORY && other.type() == Schema.Type.NUMBER) {
            return other;
        }
        throw new DataException(
                model + " reads the column \"" + one.name()
                        + "\" in another way than the models before it; compare models that were trained on data written alike");
    }
}
