package dev.lamina.explain;

import dev.lamina.core.layer.Repeat;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Place;
import dev.lamina.model.Member;
import dev.lamina.model.Model;

/// How many multiplications a prediction takes, at most.
final class PredictionWork {

    private PredictionWork() {}

    /// Of one row, by all networks of the model.
    static double of(Model model) {
        double work = 0;
        for (Member member : model.members()) {
            work += of(member.network().network());
        }
        return work;
    }

    /// Each parameter once, after a [Repeat] once for each of its members.
    private static double of(Network network) {
        double work = 0;
        double times = 1;
        for (Place place : network.places()) {
            times *= place.walk()
                    .mapToDouble(part -> part.layer() instanceof Repeat repeat ? repeat.members() : 1)
                    .reduce(1, (a, b) -> a * b);
            work += times * place.size();
        }
        return Math.max(1, work);
    }
}
