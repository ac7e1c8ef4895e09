package dev.lamina.report;

import java.util.List;

/// A piece of a trace on paper, which every renderer draws in its way. Formulas are LaTeX.
sealed interface Block {

    /// Starts a section.
    ///
    /// @param level 1 for the title, up to 3
    record Heading(int level, String text) implements Block {}

    /// A paragraph of words.
    record Words(String text) implements Block {}

    /// A list of names, each with what it stands for.
    record Facts(List<Fact> facts) implements Block {

        public Facts {
            facts = List.copyOf(facts);
        }
    }

    record Fact(String name, String value) {}

    /// A formula of the theory.
    ///
    /// @param tag its number there, such as `F1`; empty for none
    record Formula(String latex, String tag) implements Block {}

    /// Formulas with the numbers put in, one a line.
    record Equations(List<Equation> lines) implements Block {

        public Equations {
            lines = List.copyOf(lines);
        }
    }

    /// A line such as `left = right`.
    record Equation(String left, String relation, String right) {

        Equation(String left, String right) {
            this(left, "=", right);
        }
    }

    /// Matrices that belong together, side by side where there is room.
    record Matrices(List<Grid> matrices) implements Block {

        public Matrices {
            matrices = List.copyOf(matrices);
        }
    }

    /// A matrix.
    ///
    /// @param name such as `W^{(1)}`
    /// @param rows its numbers, or their corners with dots between
    /// @param note what the corners do not show; empty if nothing is left out
    record Grid(String name, List<List<String>> rows, String note) {

        public Grid {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /// A table.
    ///
    /// @param header words
    /// @param rows as wide as the header
    record Lines(List<String> header, List<List<Cell>> rows) implements Block {

        public Lines {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /// A cell of a table.
    ///
    /// @param math whether the content is LaTeX rather than words
    record Cell(String content, boolean math) {

        static Cell math(String latex) {
            return new Cell(latex, true);
        }

        static Cell words(String text) {
            return new Cell(text, false);
        }
    }
}
