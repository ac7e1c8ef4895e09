package dev.lamina.cli;

import dev.lamina.data.Column;
import dev.lamina.data.UnseenCells;
import dev.lamina.explain.Counterfactual;
import dev.lamina.explain.Importance;
import dev.lamina.explain.PartialDependence;
import dev.lamina.explain.Predicted;
import dev.lamina.explain.RowExplanation;
import dev.lamina.explain.Shapley;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Explanations for a program. Numbers that are undefined are null, as missing cells are.
final class ExplanationJson {

    private ExplanationJson() {}

    static JsonObject of(Importance importance, List<PartialDependence> curves, List<UnseenCells> unseen) {
        return JsonObject.builder()
                .put("rows", importance.rows())
                .put("metric", importance.cost().name())
                .put("value", JsonReport.number(importance.baseline()))
                .put("repeats", importance.repeats())
                .put("importance", array(importance.groups(), ExplanationJson::group))
                .put("partialDependence", array(curves, ExplanationJson::dependence))
                .put("columns", JsonReport.unseen(unseen))
                .build();
    }

    private static JsonValue group(Importance.Group group) {
        JsonObject.Builder object = JsonObject.builder()
                .put("columns", JsonValue.Array.ofTexts(group.columns()))
                .put("rise", JsonReport.number(group.mean()))
                .put("low", JsonReport.number(group.low()))
                .put("high", JsonReport.number(group.high()));
        group.accuracyDrop().ifPresent(drop -> object.put("accuracyDrop", JsonReport.number(drop)));
        return object.build();
    }

    private static JsonValue dependence(PartialDependence dependence) {
        Column grid = dependence.grid();
        List<Integer> points = IntStream.range(0, grid.rows()).boxed().toList();
        return JsonObject.builder()
                .put("column", grid.name())
                .put("rows", dependence.rows())
                .put("grid", array(points, point -> cell(grid.text(point))))
                .put(
                        "curves",
                        array(
                                dependence.curves(),
                                curve -> JsonObject.builder()
                                        .put("label", curve.label())
                                        .put("mean", numbers(curve.mean()))
                                        .build()))
                .build();
    }

    /// @param numbers of the rows, from 0
    static JsonObject of(int[] numbers, List<RowExplanation> rows, List<UnseenCells> unseen) {
        List<Integer> all = IntStream.range(0, numbers.length).boxed().toList();
        return JsonObject.builder()
                .put("rows", rows.size())
                .put("explanations", array(all, i -> row(numbers[i] + 1, rows.get(i))))
                .put("columns", JsonReport.unseen(unseen))
                .build();
    }

    private static JsonObject row(int number, RowExplanation row) {
        Shapley shapley = row.shapley();
        JsonObject.Builder object =
                predicted(JsonObject.builder().put("row", number).put("place", row.place()), shapley.predicted());
        shapley.label().ifPresent(label -> object.put("explained", label));
        object.put("base", JsonReport.number(shapley.base()))
                .put("output", JsonReport.number(shapley.output()))
                .put("sum", JsonReport.number(shapley.sum()))
                .put("backgroundRows", shapley.background())
                .put("permutations", shapley.permutations())
                .put(
                        "contributions",
                        array(
                                shapley.contributions(),
                                one -> JsonObject.builder()
                                        .put("column", one.column())
                                        .put("cell", cell(one.cell()))
                                        .put("value", JsonReport.number(one.value()))
                                        .put("standardError", JsonReport.number(one.standardError()))
                                        .build()));
        row.counterfactual()
                .ifPresent(changes -> object.put("goalMet", new JsonValue.Bool(changes.met()))
                        .put("changes", array(changes.alternatives(), ExplanationJson::way)));
        return object.build();
    }

    private static JsonObject way(Counterfactual.Alternative way) {
        return predicted(
                        JsonObject.builder()
                                .put(
                                        "cells",
                                        array(
                                                way.changes(),
                                                change -> JsonObject.builder()
                                                        .put("column", change.column())
                                                        .put("from", cell(change.from()))
                                                        .put("to", change.to())
                                                        .build()))
                                .put("distance", JsonReport.number(way.distance())),
                        way.after())
                .build();
    }

    private static JsonObject.Builder predicted(JsonObject.Builder object, Predicted predicted) {
        return switch (predicted) {
            case Predicted.Label(String label, double probability) ->
                object.put("prediction", label).put("probability", JsonReport.shortest((float) probability));
            case Predicted.Value(double value) -> object.put("prediction", JsonReport.number(value));
        };
    }

    private static JsonValue cell(String cell) {
        return cell.isEmpty() ? new JsonValue.Null() : new JsonValue.Text(cell);
    }

    private static JsonValue.Array numbers(double[] values) {
        return new JsonValue.Array(
                Arrays.stream(values).<JsonValue>mapToObj(JsonNumber::of).toList());
    }

    private static <T> JsonValue.Array array(List<T> all, Function<T, JsonValue> json) {
        return new JsonValue.Array(all.stream().map(json).toList());
    }
}
