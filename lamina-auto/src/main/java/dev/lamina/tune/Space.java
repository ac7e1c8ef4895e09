package dev.lamina.tune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/// What a search may choose: a recipe, and for each recipe its own settings. Immutable.
///
/// @param branches one for each recipe; the first one's start is the default
public record Space(List<Branch> branches) {

    public Space {
        branches = List.copyOf(branches);
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("there is no recipe to search");
        }
    }

    /// A recipe with what is varied of it.
    ///
    /// @param start where the search begins: a value for each dimension
    public record Branch(Configuration start, List<Dimension> dimensions) {

        public Branch {
            dimensions = List.copyOf(dimensions);
            for (Dimension dimension : dimensions) {
                Objects.requireNonNull(start.values().get(dimension.name()), dimension.name());
            }
        }

        public String recipe() {
            return start.recipe();
        }

        /// The configuration at a place of each dimension.
        Configuration at(double[] places) {
            SequencedMap<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < places.length; i++) {
                Dimension dimension = dimensions.get(i);
                values.put(dimension.name(), dimension.at(places[i]));
            }
            return new Configuration(recipe(), values);
        }

        /// The places of a configuration of this recipe.
        double[] places(Configuration configuration) {
            return dimensions.stream()
                    .mapToDouble(dimension -> dimension.place(
                            Objects.requireNonNull(configuration.values().get(dimension.name()), dimension.name())))
                    .toArray();
        }
    }

    /// The branch of a recipe.
    Branch branch(String recipe) {
        return branches.stream()
                .filter(branch -> branch.recipe().equals(recipe))
                .findFirst()
                .orElseThrow();
    }
}
