package dev.lamina;

import dev.lamina.core.metric.Metric;
import dev.lamina.data.Table;
import dev.lamina.model.Evaluation;
import dev.lamina.model.Member;
import dev.lamina.model.Model;
import dev.lamina.model.ModelRows;
import dev.lamina.model.Predictions;
import dev.lamina.model.Provenance;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// A training that has ended: the model, and what was seen on the way that the model does not keep. What reports
/// are made of.
///
/// @param model as it will be stored
/// @param networks how each network's training went, in the order of the plan
/// @param metric of the epochs
/// @param data the rows that were given for training, with the target, without columns that only divide or
///     weigh them
/// @param heldOut the rows that some network was not trained on, by which the model was weighed and calibrated
/// @param predictions of these rows by the networks that were not trained on them, calibrated
/// @param uncalibrated the same without what calibration did
/// @param evaluation of these predictions
/// @param judged the rows held out with the networks of the model that were not trained on them, in parts; empty
///     where the model kept none for some row
/// @param warnings what a person should know of the data, a line each
public record TrainingResult(
        Model model,
        List<NetworkRun> networks,
        Metric metric,
        Table data,
        Table heldOut,
        Predictions predictions,
        Predictions uncalibrated,
        Evaluation evaluation,
        List<Judged> judged,
        List<String> warnings) {

    public TrainingResult {
        networks = List.copyOf(networks);
        judged = List.copyOf(judged);
        warnings = List.copyOf(warnings);
    }

    /// Some of the rows held out, and the networks of the model that were not trained on them.
    ///
    /// @param model of these networks alone, with the whole model's calibration
    /// @param rows indices in [TrainingResult#heldOut], rising
    public record Judged(Model model, int[] rows) {}

    /// The parts with their rows: copies of cells.
    public List<ModelRows> judgedRows() {
        return judged.stream()
                .map(part -> new ModelRows(part.model(), heldOut.select(part.rows())))
                .toList();
    }

    /// How each network's training went.
    static List<NetworkRun> runs(List<TrainedMember> trained, Assembly assembly) {
        double all = assembly.members().stream().mapToDouble(Member::weight).sum();
        return trained.stream()
                .map(run -> NetworkRun.of(
                        run,
                        IntStream.range(0, assembly.members().size())
                                        .filter(i ->
                                                assembly.trained().get(i).plan().equals(run.plan()))
                                        .mapToDouble(
                                                i -> assembly.members().get(i).weight())
                                        .sum()
                                / all))
                .toList();
    }

    /// Gives each row that was held out to the networks that were not trained on it: the parts of the first repeat,
    /// and of later ones what is left.
    static List<Judged> judged(Model model, Assembly assembly, int splits) {
        int[] rows = assembly.rows();
        BitSet left = new BitSet();
        left.set(0, rows.length);
        List<Judged> parts = new ArrayList<>();
        for (int fold = 0; fold < splits; fold++) {
            List<Integer> numbers = ofFold(assembly, fold);
            if (numbers.isEmpty()) {
                continue;
            }
            BitSet validated = new BitSet();
            IntStream.of(assembly.trained()
                            .get(numbers.getFirst())
                            .plan()
                            .split()
                            .validation())
                    .forEach(validated::set);
            int[] own = left.stream().filter(i -> validated.get(rows[i])).toArray();
            if (own.length > 0) {
                parts.add(new Judged(part(model, numbers), own));
                IntStream.of(own).forEach(left::clear);
            }
        }
        return left.isEmpty() ? parts : List.of();
    }

    private static List<Integer> ofFold(Assembly assembly, int fold) {
        return IntStream.range(0, assembly.members().size())
                .filter(i -> assembly.trained().get(i).plan().fold() == fold)
                .boxed()
                .toList();
    }

    private static Model part(Model model, List<Integer> numbers) {
        if (numbers.size() == model.members().size()) {
            return model;
        }
        Provenance whole = model.provenance();
        Provenance.Training training = whole.training();
        return new Model(
                numbers.stream().map(model.members()::get).toList(),
                model.calibration(),
                new Provenance(
                        whole.data(),
                        new Provenance.Training(
                                training.seed(),
                                training.settings(),
                                numbers.stream().map(training.runs()::get).toList(),
                                training.metrics()),
                        whole.laminaVersion(),
                        whole.javaVersion(),
                        whole.created()));
    }
}
