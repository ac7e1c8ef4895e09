package dev.lamina.model;

import dev.lamina.core.network.Network;
import dev.lamina.core.network.Objective;
import dev.lamina.core.text.InWords;
import dev.lamina.data.FittedPipeline;
import dev.lamina.json.JsonException;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// What a model file says besides the parameters, as one JSON text in its metadata.
///
/// @param members as many as the provenance has runs
record Description(List<Part> members, Calibration calibration, Provenance provenance) {

    /// The version of the format that this code writes; it reads this one and the older ones.
    static final int FORMAT = 4;

    /// A member without its parameters.
    record Part(Objective objective, FittedPipeline pipeline, double weight) {

        Network network() {
            return objective.network();
        }
    }

    Description {
        members = List.copyOf(members);
        int runs = provenance.training().runs().size();
        if (runs != members.size()) {
            throw new IllegalArgumentException("the provenance tells of " + InWords.count(runs, "run")
                    + " of training, the file has " + InWords.count(members.size(), "member"));
        }
    }

    static JsonObject write(Model model) {
        List<FittedPipeline> pipelines = model.pipelines();
        List<JsonValue> members = new ArrayList<>();
        for (Member member : model.members()) {
            members.add(JsonObject.builder()
                    .put(
                            "network",
                            NetworkJson.write(
                                    member.network().network(), member.network().loss()))
                    .put("pipeline", pipelines.indexOf(member.pipeline()))
                    .put("weight", member.weight())
                    .build());
        }
        return JsonObject.builder()
                .put("format", FORMAT)
                .put(
                        "pipelines",
                        new JsonValue.Array(pipelines.stream()
                                .<JsonValue>map(PipelineJson::write)
                                .toList()))
                .put("members", new JsonValue.Array(members))
                .put("calibration", CalibrationJson.write(model.calibration()))
                .put("provenance", ProvenanceJson.write(model.provenance()))
                .build();
    }

    /// @param format of the file: before 4 a model had one network and one pipeline
    /// @throws IllegalArgumentException if the parts do not fit together
    static Description read(JsonObject json, int format) throws JsonException {
        if (format < 4) {
            json.allowOnly("format", "network", "pipeline", "provenance");
            Part only = new Part(
                    NetworkJson.read(json.object("network"), format),
                    PipelineJson.read(json.object("pipeline"), format),
                    1);
            return new Description(
                    List.of(only), Calibration.none(), ProvenanceJson.read(json.object("provenance"), format));
        }
        json.allowOnly("format", "pipelines", "members", "calibration", "provenance");
        List<FittedPipeline> pipelines = new ArrayList<>();
        for (JsonObject pipeline : json.objects("pipelines")) {
            pipelines.add(PipelineJson.read(pipeline, format));
        }
        List<Part> members = new ArrayList<>();
        BitSet used = new BitSet();
        for (JsonObject member : json.objects("members")) {
            member.allowOnly("network", "pipeline", "weight");
            int pipeline = member.integer("pipeline", 0, pipelines.size() - 1);
            used.set(pipeline);
            members.add(new Part(
                    NetworkJson.read(member.object("network"), format),
                    pipelines.get(pipeline),
                    member.asDouble("weight")));
        }
        if (used.nextClearBit(0) < pipelines.size()) {
            throw new JsonException("pipeline " + used.nextClearBit(0) + " feeds no member");
        }
        return new Description(
                members,
                CalibrationJson.read(json.object("calibration")),
                ProvenanceJson.read(json.object("provenance"), format));
    }
}
