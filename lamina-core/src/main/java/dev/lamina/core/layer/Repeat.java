package dev.lamina.core.layer;

/// x once for each member of an ensemble: y = (x, x, …), n × d becomes n × k·d. Backward: ∂C/∂x is the
/// sum over the members of their columns of ∂C/∂y, in their order.
///
/// The members of an ensemble within a network are groups of columns from here on, up to a loss that looks at
/// [each of them][dev.lamina.core.loss.EachMember].
///
/// @param members k, 1 or more
public record Repeat(int members) implements Layer {

    public Repeat {
        Members.checkCount(members);
    }

    @Override
    public int outputs(int inputs) {
        long outputs = (long) members * inputs;
        if (outputs > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    this + " makes " + outputs + " columns of " + inputs + ", more than a matrix can have");
        }
        return (int) outputs;
    }

    @Override
    public void forward(Frame f) {
        int width = f.x().columns();
        for (int i = 0; i < f.rows(); i++) {
            for (int member = 0; member < members; member++) {
                int to = f.y().rowOffset(i) + member * width;
                System.arraycopy(f.x().data(), f.x().rowOffset(i), f.y().data(), to, width);
            }
        }
    }

    @Override
    public void backward(Frame f) {
        if (!f.wantsInputGradient()) {
            return;
        }
        int width = f.x().columns();
        for (int i = 0; i < f.rows(); i++) {
            int from = f.dy().rowOffset(i);
            int to = f.dx().rowOffset(i);
            System.arraycopy(f.dy().data(), from, f.dx().data(), to, width);
            for (int member = 1; member < members; member++) {
                add(f.dy().data(), from + member * width, f.dx().data(), to, width);
            }
        }
    }

    private static void add(float[] values, int from, float[] sums, int to, int count) {
        for (int j = 0; j < count; j++) {
            sums[to + j] += values[from + j];
        }
    }

    @Override
    public String toString() {
        return "repeat for " + members + " members";
    }
}
