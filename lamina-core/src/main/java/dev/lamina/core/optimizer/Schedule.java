package dev.lamina.core.optimizer;

import java.util.List;
import java.util.Objects;

/// How the learning rate changes, or another setting: a factor for each step of a run of known length. Immutable.
///
/// Places in a run are fractions of it, so that a schedule fits any number of epochs and any batch size. A
/// learning rate that depends on how the run goes is the matter of [ReduceOnPlateau].
public sealed interface Schedule {

    /// The factor for step t of T.
    ///
    /// @param step 0 ≤ t < T
    /// @param steps T, 1 or more
    double factor(long step, long steps);

    /// Always 1.
    record Constant() implements Schedule {
        @Override
        public double factor(long step, long steps) {
            return 1;
        }
    }

    /// start + (end − start)·t/T, such as a warm-up in a [Sequence].
    ///
    /// @param start 0 or more
    /// @param end 0 or more, nearly reached
    record Linear(double start, double end) implements Schedule {

        public Linear {
            Ranges.zeroOrMore("start", start);
            Ranges.zeroOrMore("end", end);
        }

        @Override
        public double factor(long step, long steps) {
            return start + (end - start) * step / steps;
        }
    }

    /// (1 − t/T)^power: from 1 down to nearly 0.
    ///
    /// @param power positive; 1 falls linearly
    record Polynomial(double power) implements Schedule {

        public Polynomial {
            Ranges.positive("power", power);
        }

        @Override
        public double factor(long step, long steps) {
            return StrictMath.pow((double) (steps - step) / steps, power);
        }
    }

    /// end^(t/T): from 1 down to nearly `end`, by the same ratio γ = end^(1/T) every step.
    ///
    /// @param end in (0, 1]
    record Exponential(double end) implements Schedule {

        public Exponential {
            Ranges.ratio("end", end);
        }

        @Override
        public double factor(long step, long steps) {
            return StrictMath.pow(end, (double) step / steps);
        }
    }

    /// γᵏ after k times the fraction `every` of the run.
    ///
    /// @param every in (0, 1]
    /// @param gamma γ in (0, 1]
    record StepDecay(double every, double gamma) implements Schedule {

        public StepDecay {
            Ranges.ratio("every", every);
            Ranges.ratio("gamma", gamma);
        }

        @Override
        public double factor(long step, long steps) {
            // Half a step early: k·every·T is meant to be a whole number, rounding may leave it above one.
            return StrictMath.pow(gamma, Math.floor((step + 0.5) / (every * steps)));
        }
    }

    /// γᵏ after k of the milestones.
    ///
    /// @param milestones fractions of the run in (0, 1), ascending
    /// @param gamma γ in (0, 1]
    record MultiStepDecay(List<Double> milestones, double gamma) implements Schedule {

        public MultiStepDecay {
            milestones = List.copyOf(milestones);
            Ranges.ascendingFractions("milestones", milestones);
            Ranges.ratio("gamma", gamma);
        }

        @Override
        public double factor(long step, long steps) {
            int passed = 0;
            while (passed < milestones.size() && step >= Math.round(milestones.get(passed) * steps)) {
                passed++;
            }
            return StrictMath.pow(gamma, passed);
        }
    }

    /// f + (1 − f)·½(1 + cos(π·t/T)): from 1 down to nearly f.
    ///
    /// Source: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts" (arXiv 1608.03983).
    ///
    /// @param floor f in [0, 1)
    record Cosine(double floor) implements Schedule {

        public Cosine {
            Ranges.fraction("floor", floor);
        }

        /// A cosine that falls to nearly 0.
        public Cosine() {
            this(0);
        }

        @Override
        public double factor(long step, long steps) {
            return floor + (1 - floor) * 0.5 * (1 + StrictMath.cos(Math.PI * step / steps));
        }
    }

    /// ½(1 − cos(2π·log₂(1 + (2ᶜ − 1)·t/T))): c waves from 0 up to 1 and back, each twice as long as
    /// the one before.
    ///
    /// Source: RealMLP's coslog, c = 4 (Holzmüller, Grinsztajn, Steinwart, "Better by default", arXiv
    /// 2407.04491).
    ///
    /// @param cycles c, from 1 to 30
    record LogCosine(int cycles) implements Schedule {

        private static final int MOST = 30;

        public LogCosine {
            if (cycles < 1 || cycles > MOST) {
                throw new IllegalArgumentException("cycles is " + cycles + ", expected 1 to " + MOST);
            }
        }

        @Override
        public double factor(long step, long steps) {
            double passed = StrictMath.log1p(((1 << cycles) - 1) * ((double) step / steps)) / StrictMath.log(2);
            return 0.5 * (1 - StrictMath.cos(2 * Math.PI * passed));
        }
    }

    /// 1 for the first half of the run, then half a cosine wave down to nearly 0: ½(1 + cos(π(2t/T − 1))).
    ///
    /// Source: RealMLP's flat_cos (Holzmüller, Grinsztajn, Steinwart, "Better by default", arXiv 2407.04491).
    record FlatCosine() implements Schedule {
        @Override
        public double factor(long step, long steps) {
            return 2 * step <= steps ? 1 : 0.5 * (1 + StrictMath.cos(Math.PI * (2.0 * step / steps - 1)));
        }
    }

    /// [Cosine] again and again, each cycle `growth` times as long as the one before; the end of the run may cut
    /// the last one short.
    ///
    /// Source: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts" (arXiv 1608.03983).
    ///
    /// @param first the first cycle, as a fraction of the run in (0, 1]
    /// @param growth 1 or more
    /// @param floor f in [0, 1), nearly reached in every cycle
    record WarmRestarts(double first, int growth, double floor) implements Schedule {

        public WarmRestarts {
            Ranges.ratio("first", first);
            Ranges.fraction("floor", floor);
            if (growth < 1) {
                throw new IllegalArgumentException("growth is " + growth + ", expected 1 or more");
            }
        }

        @Override
        public double factor(long step, long steps) {
            long length = Math.max(1, Math.round(first * steps));
            long position = step;
            if (growth == 1) {
                position %= length;
            } else {
                while (position >= length) {
                    position -= length;
                    length *= growth;
                }
            }
            return new Cosine(floor).factor(position, length);
        }
    }

    /// Up from `start` to 1 and down to `end`, which the last step reaches. The optimizer's learning rate is the
    /// highest of the run; choose it as large as training allows.
    ///
    /// The rise ends `rise`·T − 1 steps after the first, which need not be a whole number, as in PyTorch.
    ///
    /// Source: Smith and Topin, "Super-convergence: very fast training of neural networks using large learning
    /// rates" (arXiv 1708.07120), in the form with two phases.
    ///
    /// @param rise in [0, 1), the fraction of the run that rises
    /// @param start in (0, 1]
    /// @param end in [0, 1]
    /// @param annealing how both phases run
    record OneCycle(double rise, double start, double end, Annealing annealing) implements Schedule {

        /// From one value to another: half a cosine wave or a straight line.
        public enum Annealing {
            COSINE,
            LINEAR
        }

        public OneCycle {
            Objects.requireNonNull(annealing, "annealing");
            Ranges.fraction("rise", rise);
            Ranges.ratio("start", start);
            if (!(end >= 0 && end <= 1)) {
                throw new IllegalArgumentException("end is " + end + ", expected 0 ≤ end ≤ 1");
            }
        }

        /// Cosines, rising for 0.3 of the run from 1/25, falling to 1/250000, as in PyTorch.
        public static OneCycle defaults() {
            return new OneCycle(0.3, 1 / 25.0, 1 / 25e4, Annealing.COSINE);
        }

        @Override
        public double factor(long step, long steps) {
            double top = Math.max(0, rise * steps - 1);
            if (step <= top) {
                return top == 0 ? 1 : between(start, 1, step / top);
            }
            return between(1, end, (step - top) / (steps - 1 - top));
        }

        private double between(double from, double to, double progress) {
            return switch (annealing) {
                case COSINE -> to + (from - to) * 0.5 * (1 + StrictMath.cos(Math.PI * progress));
                case LINEAR -> from + (to - from) * progress;
            };
        }
    }

    /// Rises linearly over the first `fraction` of the steps, (t + 1)/(w + 1) before step w, then runs `after`
    /// on the rest.
    ///
    /// PyTorch's warm-up starts at a given factor instead; that is a [Sequence] of [Linear] and what follows.
    ///
    /// @param fraction in [0, 1)
    record WarmUp(double fraction, Schedule after) implements Schedule {

        public WarmUp {
            Objects.requireNonNull(after, "after");
            if (!(fraction >= 0 && fraction < 1)) {
                throw new IllegalArgumentException("warm-up fraction is " + fraction + ", expected 0 ≤ fraction < 1");
            }
        }

        @Override
        public double factor(long step, long steps) {
            long warm = (long) (fraction * steps);
            return step < warm ? (step + 1.0) / (warm + 1) : after.factor(step - warm, steps - warm);
        }
    }

    /// One schedule after the other, each as if its part were the whole run.
    ///
    /// @param schedules in their order, at least one
    /// @param ends where each but the last ends: fractions of the run in (0, 1), ascending
    record Sequence(List<Schedule> schedules, List<Double> ends) implements Schedule {

        public Sequence {
            schedules = List.copyOf(schedules);
            ends = List.copyOf(ends);
            Ranges.ascendingFractions("ends", ends);
            if (schedules.size() != ends.size() + 1) {
                throw new IllegalArgumentException("a sequence of " + schedules.size() + " schedules has " + ends.size()
                        + " ends, expected one end less than schedules");
            }
        }

        @Override
        public double factor(long step, long steps) {
            int part = 0;
            long start = 0;
            long end = end(0, steps);
            while (step >= end) {
                start = end;
                end = end(++part, steps);
            }
            return schedules.get(part).factor(step - start, end - start);
        }

        private long end(int part, long steps) {
            return part == ends.size() ? steps : Math.round(ends.get(part) * steps);
        }
    }
}
