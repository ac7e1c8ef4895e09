/// Numerics and training of feed-forward networks; needs nothing but the JDK.
module dev.lamina.core {
    requires static jdk.incubator.vector;
    requires static org.jspecify;
}
