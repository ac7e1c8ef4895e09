package dev.lamina.core.network;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Relu;
import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.layer.ActivationLayer;
import dev.lamina.core.layer.AlphaDropout;
import dev.lamina.core.layer.BatchNorm;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Dropout;
import dev.lamina.core.layer.Embedding;
import dev.lamina.core.layer.Frozen;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.LayerNorm;
import dev.lamina.core.layer.PRelu;
import dev.lamina.core.layer.Parallel;
import dev.lamina.core.layer.Rated;
import dev.lamina.core.layer.Scale;
import dev.lamina.core.layer.SkipConnection;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// An immutable list of layers whose shapes fit, from `inputs` columns to [#outputs]. Holds no weights;
/// thread-safe.
///
/// Printing it shows every layer with its shape and its number of parameters, and how many an optimizer changes if
/// not all.
public final class Network {

    /// Columns of print for a layer; one that needs more stands out.
    private static final int MIN_TEXT = 28;

    private static final int MAX_TEXT = 80;

    private final int inputs;
    private final List<Layer> layers;
    private final int outputs;
    private final List<Place> places;
    private final List<ParameterView> parameterViews;

    private Network(int inputs, List<Layer> layers) {
        this.inputs = inputs;
        this.layers = List.copyOf(layers);
        List<Place> all = new ArrayList<>();
        List<ParameterView> views = new ArrayList<>();
        long offset = 0;
        int width = inputs;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            int first = views.size();
            for (ParameterSpec spec : layer.parameters(width)) {
                views.add(new ParameterView("layers." + i + "." + spec.name(), (int) offset, spec));
                offset += (long) spec.rows() * spec.columns();
                if (offset > Integer.MAX_VALUE - 64) {
                    throw new IllegalArgumentException("layer " + i + " (" + layer + " from " + width
                            + " inputs) takes the network beyond 2³¹ parameters");
                }
            }
            all.add(new Place(layer, width, views.subList(first, views.size())));
            width = layer.outputs(width);
        }
        this.outputs = width;
        this.places = List.copyOf(all);
        this.parameterViews = List.copyOf(views);
    }

    /// Starts a network for samples of so many columns, 1 or more.
    public static Builder inputs(int inputs) {
        return new Builder(inputs);
    }

    /// A network of the given layers.
    public static Network of(int inputs, List<? extends Layer> layers) {
        Builder builder = inputs(inputs);
        layers.forEach(builder::add);
        return builder.build();
    }

    public int inputs() {
        return inputs;
    }

    public int outputs() {
        return outputs;
    }

    public List<Layer> layers() {
        return layers;
    }

    /// Every layer where it stands, in order: the way to walk through a network with its parameters.
    public List<Place> places() {
        return places;
    }

    /// The width before layer i; `width(layers().size())` is the output's.
    public int width(int i) {
        return i == places.size() ? outputs : places.get(i).inputs();
    }

    /// Where each matrix lies in the flat array of parameters.
    public List<ParameterView> parameterViews() {
        return parameterViews;
    }

    /// How many numbers all matrices hold.
    public int parameterCount() {
        return parameterViews.stream().mapToInt(ParameterView::size).sum();
    }

    /// How many of them an optimizer changes: all but frozen ones and running statistics.
    public int trainableCount() {
        return parameterViews.stream()
                .filter(view -> view.spec().trainable())
                .mapToInt(ParameterView::size)
                .sum();
    }

    /// Parameters at their random start; the same for the same seed, everywhere.
    public Parameters initialize(long seed) {
        Parameters parameters = Parameters.of(new float[parameterCount()], parameterViews);
        for (int i = 0; i < parameterViews.size(); i++) {
            ParameterView view = parameterViews.get(i);
            ParameterSpec spec = view.spec();
            spec.initializer()
                    .fill(
                            parameters.values(),
                            view.offset(),
                            spec.rows(),
                            spec.columns(),
                            RandomStream.of(seed, Purpose.INITIALIZATION, i));
        }
        return parameters;
    }

    /// The network that predicts with the same parameters: without dropout and its kin.
    public Network forInference() {
        return new Network(
                inputs,
                layers.stream().flatMap(layer -> layer.forInference().stream()).toList());
    }

    /// The widths from the inputs to the outputs, one for every dense layer, frozen and rated ones too, and every other
    /// one that changes the width: `9 → 256 → 256 → 3`.
    public String shape() {
        StringBuilder shape = new StringBuilder().append(inputs);
        for (Place place : places) {
            if (isDense(place.layer()) || place.outputs() != place.inputs()) {
                shape.append(" → ").append(place.outputs());
            }
        }
        return shape.toString();
    }

    private static boolean isDense(Layer layer) {
        return layer instanceof Dense
                || (layer instanceof Rated rated && isDense(rated.layer()))
                || (layer instanceof Frozen frozen && isDense(frozen.layer()));
    }

    /// Every layer with its shape and parameters, one a line.
    @Override
    public String toString() {
        int longest = layers.stream()
                .mapToInt(layer -> layer.toString().length())
                .filter(length -> length <= MAX_TEXT)
                .max()
                .orElse(0);
        int width = Math.max(MIN_TEXT, longest);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            String name = place.layer().toString();
            text.append(String.format(
                    Locale.ROOT,
                    "layer %d  %s%s %6d → %-6d %,12d parameters%n",
                    i,
                    name,
                    " ".repeat(Math.max(0, width - name.length())),
                    place.inputs(),
                    place.outputs(),
                    place.size()));
        }
        text.append(String.format(Locale.ROOT, "total %,d parameters", parameterCount()));
        if (trainableCount() < parameterCount()) {
            text.append(String.format(Locale.ROOT, ", %,d of them trainable", trainableCount()));
        }
        return text.toString();
    }

    /// Collects layers; each method appends one and gives the builder back. Not thread-safe.
    public static final class Builder {

        private final int inputs;
        private final List<Layer> layers = new ArrayList<>();
        private int width;

        private Builder(int inputs) {
            if (inputs < 1) {
                throw new IllegalArgumentException("a network needs 1 or more inputs, got " + inputs);
            }
            this.inputs = inputs;
            this.width = inputs;
        }

        /// Appends a layer.
        ///
        /// @throws IllegalArgumentException if it cannot take the width of the last one
        public Builder add(Layer layer) {
            Objects.requireNonNull(layer, "layer");
            width = layer.outputs(width);
            layers.add(layer);
            return this;
        }

        /// A fully connected layer without activation; call [#relu] or its kin next to give it one.
        public Builder dense(int outputs) {
            return add(new Dense(outputs, Activation.named("identity")));
        }

        public Builder relu() {
            return activation(new Relu());
        }

        public Builder sigmoid() {
            return activation(new Sigmoid());
        }

        public Builder tanh() {
            return activation(new Tanh());
        }

        /// Gives the dense layer before it this activation; after another layer it is a layer of its own.
        public Builder activation(Activation f) {
            if (layers.isEmpty() || !(layers.getLast() instanceof Dense dense)) {
                return add(new ActivationLayer(f));
            }
            layers.set(layers.size() - 1, dense.withActivation(f));
            return this;
        }

        public Builder prelu() {
            return add(new PRelu());
        }

        public Builder dropout(float probability) {
            return add(new Dropout(probability));
        }

        /// Dropout for SELU.
        public Builder alphaDropout(float probability) {
            return add(new AlphaDropout(probability));
        }

        public Builder batchNorm() {
            return add(new BatchNorm());
        }

        public Builder layerNorm() {
            return add(new LayerNorm());
        }

        public Builder scale() {
            return add(new Scale());
        }

        /// Replaces every column, which holds the index of a category, by the category's vector.
        public Builder embedding(int categories, int dimension) {
            return add(new Embedding(categories, dimension));
        }

        /// A skip connection around the layers that `inner` appends: `skip(b -> b.dense(64).relu().dense(64))`.
        ///
        /// @throws IllegalArgumentException if they change the width
        public Builder skip(UnaryOperator<Builder> inner) {
            return add(new SkipConnection(layerOf(inner)));
        }

        /// Branches that all take the output of the last layer: `parallel(b -> b.dense(3), b -> b.dense(1))`.
        @SafeVarargs
        public final Builder parallel(UnaryOperator<Builder>... branches) {
            List<Parallel.Branch> all = new ArrayList<>();
            for (UnaryOperator<Builder> branch : branches) {
                all.add(new Parallel.Branch(layerOf(branch), null));
            }
            return add(new Parallel(all));
        }

        /// The layers that `inner` appends, which training leaves as they are: `frozen(b -> b.dense(64).relu())`.
        public Builder frozen(UnaryOperator<Builder> inner) {
            return add(new Frozen(layerOf(inner)));
        }

        private Layer layerOf(UnaryOperator<Builder> inner) {
            List<Layer> appended = inner.apply(new Builder(width)).layers;
            return appended.size() == 1 ? appended.getFirst() : new Chain(appended);
        }

        /// The network of the layers so far.
        ///
        /// @throws IllegalArgumentException if there is no layer, or a
        ///     [dev.lamina.core.activation.Custom] activation has a wrong derivative, wherever it stands
        public Network build() {
            if (layers.isEmpty()) {
                throw new IllegalArgumentException("a network needs 1 or more layers");
            }
            Network network = new Network(inputs, layers);
            // Every activation is what some layer ends with.
            network.places.stream()
                    .flatMap(Place::walk)
                    .map(place -> place.layer().ending(place.inputs()))
                    .distinct()
                    .forEach(Activation::check);
            return network;
        }
    }
}
