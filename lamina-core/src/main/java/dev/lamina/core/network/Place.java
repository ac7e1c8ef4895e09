package dev.lamina.core.network;

import dev.lamina.core.layer.Layer;
import dev.lamina.core.parameter.ParameterView;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A layer where it stands in a network: with its widths, its matrices and the layers that it is made of. What reads or
/// writes a network layer by layer walks through these, from [Network#places].
///
/// @param layer that stands there
/// @param inputs the width of its x
/// @param parameters where its matrices lie in the flat array of the network, in the order of [Layer#parameters];
///     those of a layer made of layers are the matrices of its parts
public record Place(Layer layer, int inputs, List<ParameterView> parameters) {

    public Place {
        Objects.requireNonNull(layer, "layer");
        parameters = List.copyOf(parameters);
    }

    /// The width of its y.
    public int outputs() {
        return layer.outputs(inputs);
    }

    /// How many numbers its matrices hold.
    public int size() {
        return parameters.stream().mapToInt(ParameterView::size).sum();
    }

    /// The layers that this one is made of, in order.
    public List<Place> parts() {
        return layer.parts(inputs).stream()
                .map(part -> new Place(part.layer(), part.inputs(), part.of(parameters)))
                .toList();
    }

    /// This place, then those of its parts with all that they are made of.
    public Stream<Place> walk() {
        return Stream.concat(Stream.of(this), parts().stream().flatMap(Place::walk));
    }
}
