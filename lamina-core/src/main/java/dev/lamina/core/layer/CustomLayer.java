package dev.lamina.core.layer;

/// A layer of one's own: implement this interface to put into a network what Lamina does not have. A record with the
/// layer's settings as components is the usual form.
///
/// It must say the width of y ([#outputs]) and what it trains ([#parameters]), compute y ([#forward]) and pass the
/// error back ([#backward]). It must hold no weights and no buffers: passes on several threads share it, and each hands
/// it a [Frame] with all that it works on. What backward needs from forward goes into buffers that [#saved] asks for. A
/// layer that works differently in prediction says so in [#forInference].
///
/// Its test is one line, which compares the gradients with differences of the cost:
///
///     GradientCheck.of(Network.inputs(4).add(new MyLayer()).dense(2).build(), new MeanSquaredError()).run().orThrow();
///
/// A network with such a layer trains and predicts like any other. A model file cannot hold it, and saving such a model
/// is refused.
public non-sealed interface CustomLayer extends Layer {}
