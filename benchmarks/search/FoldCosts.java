package dev.lamina;

import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Table;
import dev.lamina.io.TableReader;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.json.JsonWriter;
import dev.lamina.tune.Configuration;
import dev.lamina.tune.Dimension;
import dev.lamina.tune.HalvingSearch;
import dev.lamina.tune.Objective;
import dev.lamina.tune.Space;
import dev.lamina.tune.Trial;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// What Lamina's search and another one are compared by: the same folds, networks and costs for both. A line of input is
/// `space`, `search TRIALS SEED` or `cost CONFIGURATION`, the answer one line of JSON. What is known is not trained again.
public final class FoldCosts {

    private final Space space;
    private final int folds;
    private final FoldObjective objective;
    private final Map<String, Objective.Outcome> known = new HashMap<>();

    private FoldCosts(Table table, TableSettings settings, List<String> recipes) {
        TableTrainer.Prepared prepared = TableTrainer.of(settings).prepare(table);
        space = small(RecipeSpace.of(prepared.task().task(), table.rows(), table.columns().size(), recipes));
        folds = prepared.splits().size();
        objective = new FoldObjective(settings, prepared, TrainingControl.defaults());
    }

    /// @param arguments data, target, folds, epochs, recipes with commas between
    public static void main(String[] arguments) throws Exception {
        TableSettings settings = TableSettings.forTarget(arguments[1])
                .with(TableOptions.FOLDS, Integer.valueOf(arguments[2]))
                .with(TableOptions.EPOCHS, Integer.valueOf(arguments[3]));
        Table table = TableReader.defaults().read(arguments[0]).table();
        FoldCosts costs = new FoldCosts(table, settings, List.of(arguments[4].split(",")));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", 2);
            System.out.println(JsonWriter.write(
                    switch (words[0]) {
                        case "space" -> costs.space();
                        case "search" -> costs.search(words[1].split(" "));
                        default -> costs.cost(Configuration.parse(words[1]));
                    }));
        }
    }

    /// The same with small networks, so that many are trained in little time.
    private static Space small(Space space) {
        return new Space(space.branches().stream()
                .map(branch -> {
                    SequencedMap<String, String> values = new LinkedHashMap<>(branch.start().values());
                    values.put("width", "128");
                    return new Space.Branch(
                            new Configuration(branch.recipe(), values),
                            branch.dimensions().stream()
                                    .map(dimension -> dimension.name().equals("width")
                                            ? new Dimension.Whole("width", 32, 128, 32)
                                            : dimension)
                                    .toList());
                })
                .toList());
    }

    private JsonValue space() {
        List<JsonValue> branches = new ArrayList<>();
        for (Space.Branch branch : space.branches()) {
            JsonObject.Builder dimensions = JsonObject.builder();
            for (Dimension dimension : branch.dimensions()) {
                dimensions.put(
                        dimension.name(),
                        switch (dimension) {
                            case Dimension.Real real ->
                                JsonObject.builder()
                                        .put("kind", "real")
                                        .put("low", real.low())
                                        .put("high", real.high())
                                        .put("log", real.logarithmic())
                                        .build();
                            case Dimension.Whole whole ->
                                JsonObject.builder()
                                        .put("kind", "whole")
                                        .put("low", whole.low())
                                        .put("high", whole.high())
                                        .put("step", whole.step())
                                        .build();
                            case Dimension.Choice choice ->
                                JsonObject.builder()
                                        .put("kind", "choice")
                                        .put("values", JsonValue.Array.ofTexts(choice.values()))
                                        .build();
                        });
            }
            branches.add(JsonObject.builder()
                    .put("recipe", branch.recipe())
                    .put("start", JsonObject.ofTexts(branch.start().values()))
                    .put("dimensions", dimensions.build())
                    .build());
        }
        return new JsonValue.Array(branches);
    }

    private JsonValue search(String[] words) {
        List<Trial> trials = new HalvingSearch(space, Integer.parseInt(words[0]), folds, Long.parseLong(words[1]))
                .run(this::evaluate, trial -> {});
        Trial best = HalvingSearch.best(trials);
        return JsonObject.builder()
                .put("trainings", trials.stream().mapToInt(trial -> trial.outcomes().size()).sum())
                .put("default", trials.getFirst().cost())
                .put("cost", best.cost())
                .put("trial", best.number())
                .put("recipe", best.configuration().toString())
                .build();
    }

    private JsonValue cost(Configuration configuration) {
        List<Objective.Unit> units = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            units.add(new Objective.Unit(1, configuration, fold));
        }
        List<Objective.Outcome> outcomes = new ArrayList<>();
        evaluate(units, outcomes::add);
        double cost = new Trial(1, configuration, outcomes, folds).cost();
        return Double.isFinite(cost) ? JsonNumber.of(cost) : new JsonValue.Null();
    }

    private void evaluate(List<Objective.Unit> units, Consumer<Objective.Outcome> done) {
        List<Objective.Unit> open = new ArrayList<>();
        for (Objective.Unit unit : units) {
            Objective.Outcome outcome = known.get(unit.configuration() + " " + unit.fold());
            if (outcome == null) {
                open.add(unit);
            } else {
                done.accept(new Objective.Outcome(unit, outcome.costs(), outcome.seconds()));
            }
        }
        if (open.isEmpty()) {
            return;
        }
        objective.evaluate(open, outcome -> {
            known.put(outcome.unit().configuration() + " " + outcome.unit().fold(), outcome);
            done.accept(outcome);
        });
        open.forEach(unit -> objective.forget(unit.configuration()));
    }
}
