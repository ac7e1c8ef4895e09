package dev.lamina;

import dev.lamina.data.Split;

/// One network of a model before its training.
///
/// @param group which of the weighted parts of the model it belongs to: those of one recipe have one weight
/// @param recipe how it is made
/// @param split the rows that train it, and those that choose its best epoch
/// @param fold the number of the split among those of the model, from 0
/// @param repeat how many networks of the same recipe validated the same rows before it
/// @param kept whether it is for the model; else it only tells by the rows that it validates what others are like
record PlannedMember(
        int group, Recipe recipe, Split split, int fold, int repeat, boolean kept, long seed, Recipe.Effort effort) {}
