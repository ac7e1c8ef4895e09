/// A search for good settings: a space of configurations, successive halving on folds, and a journal by which
/// a search that was killed goes on. It knows nothing of networks: what a configuration costs on a fold says
/// an [Objective].
@org.jspecify.annotations.NullMarked
package dev.lamina.tune;
