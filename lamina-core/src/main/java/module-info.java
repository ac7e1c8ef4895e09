/// Numerics and training of feed-forward networks; needs nothing but the JDK.
@org.jspecify.annotations.NullMarked
module dev.lamina.core {
    requires static jdk.incubator.vector;
    requires static org.jspecify;

    exports dev.lamina.core.activation;
    exports dev.lamina.core.dataset;
    exports dev.lamina.core.file;
    exports dev.lamina.core.layer;
    exports dev.lamina.core.loss;
    exports dev.lamina.core.matrix;
    exports dev.lamina.core.metric;
    exports dev.lamina.core.network;
    exports dev.lamina.core.optimizer;
    exports dev.lamina.core.parameter;
    exports dev.lamina.core.random;
    exports dev.lamina.core.reference;
    exports dev.lamina.core.text;
    exports dev.lamina.core.train;
}
