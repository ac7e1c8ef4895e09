package dev.lamina.model;

import dev.lamina.core.network.Network;
import dev.lamina.core.text.InWords;
import dev.lamina.core.train.EpochReport;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// How the networks of a model read, and how they were trained: one in full, several in groups that are alike.
final class MembersText {

    private static final int MOST_SHAPES = 4;

    private MembersText() {}

    /// `9 → 256 → 3, 3,331 parameters`, and of several networks how many have each shape, `8 × 9 → 256 → 3`.
    static String networks(Model model) {
        SequencedMap<String, Integer> counts = new LinkedHashMap<>();
        long parameters = 0;
        for (Member member : model.members()) {
            Network network = member.network().network();
            counts.merge(network.shape(), 1, Integer::sum);
            parameters += network.parameterCount();
        }
        boolean several = model.members().size() > 1;
        String shapes = counts.entrySet().stream()
                .limit(MOST_SHAPES)
                .map(shape -> (several ? shape.getValue() + " × " : "") + shape.getKey())
                .collect(Collectors.joining(", "));
        String others =
                counts.size() <= MOST_SHAPES ? "" : " and " + InWords.count(counts.size() - MOST_SHAPES, "more shape");
        return shapes + others + ", " + InWords.count(parameters, "parameter");
    }

    /// `5 epochs in 1.2s, the best was 4; all epochs were run`.
    static String training(Model model) {
        List<Provenance.Run> runs = model.provenance().training().runs();
        String reasons =
                runs.stream().map(run -> run.stopReason().inWords()).distinct().collect(Collectors.joining(" or "));
        if (runs.size() > 1) {
            return runs.size() + " networks of " + epochs(runs) + best(runs) + "; " + reasons;
        }
        List<EpochReport> history = model.network().history();
        String time = history.isEmpty()
                ? ""
                : " in " + InWords.duration(history.getLast().elapsed());
        return epochs(runs) + time + best(runs) + "; " + reasons;
    }

    /// `12 to 256 epochs`.
    private static String epochs(List<Provenance.Run> runs) {
        IntSummaryStatistics epochs =
                runs.stream().mapToInt(Provenance.Run::epochs).summaryStatistics();
        String least = epochs.getMin() < epochs.getMax() ? epochs.getMin() + " to " : "";
        return least + InWords.count(epochs.getMax(), "epoch");
    }

    /// `, the best was 7 to 201`.
    private static String best(List<Provenance.Run> runs) {
        IntSummaryStatistics best =
                runs.stream().mapToInt(Provenance.Run::bestEpoch).summaryStatistics();
        return ", the best was " + (best.getMin() < best.getMax() ? best.getMin() + " to " : "") + best.getMax();
    }

    /// Of several members a line for each group of one recipe and shape: how many, their share of the weights, and how
    /// long they were trained. Of one member nothing.
    static String members(Model model) {
        if (model.members().size() == 1) {
            return "";
        }
        SequencedMap<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < model.members().size(); i++) {
            groups.computeIfAbsent(kind(model, i), _ -> new ArrayList<>()).add(i);
        }
        StringBuilder lines = new StringBuilder(
                "\n\nIt is the weighted mean of " + model.members().size() + " networks:");
        groups.forEach((kind, indices) -> lines.append("\n  ").append(group(model, kind, indices)));
        return lines.toString();
    }

    /// What a group has in common: recipe and shape.
    private static String kind(Model model, int member) {
        String recipe = model.provenance().training().runs().get(member).recipe();
        String shape = model.members().get(member).network().network().shape();
        return recipe.isEmpty() ? shape : InWords.name(recipe) + ", " + shape;
    }

    private static String group(Model model, String kind, List<Integer> indices) {
        double weight = indices.stream()
                .mapToDouble(i -> model.members().get(i).weight())
                .sum();
        List<Provenance.Run> runs = indices.stream()
                .map(i -> model.provenance().training().runs().get(i))
                .toList();
        return indices.size() + " × " + kind + "; weight "
                + InWords.number(weight / Model.sumOfWeights(model.members())) + "; " + epochs(runs) + best(runs);
    }
}
