package dev.lamina.report;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Turns the LaTeX of a formula into Unicode text: `\delta_1^{(3)}` into `δ₁⁽³⁾`. Knows the few commands that
/// the formulas of a trace use.
final class PlainMath {

    private static final Map<String, String> COMMANDS = Map.ofEntries(
            Map.entry("Delta", "Δ"),
            Map.entry("Phi", "Φ"),
            Map.entry("arg", "arg "),
            Map.entry("alpha", "α"),
            Map.entry("beta", "β"),
            Map.entry("cdots", "⋯"),
            Map.entry("delta", "δ"),
            Map.entry("eta", "η"),
            Map.entry("gamma", "γ"),
            Map.entry("ge", "≥"),
            Map.entry("infty", "∞"),
            Map.entry("lambda", "λ"),
            Map.entry("ldots", "…"),
            Map.entry("le", "≤"),
            Map.entry("leftarrow", "←"),
            Map.entry("ne", "≠"),
            Map.entry("odot", "⊙"),
            Map.entry("phi", "φ"),
            Map.entry("pi", "π"),
            Map.entry("qquad", "     "),
            Map.entry("quad", "   "),
            Map.entry("sum", "Σ"),
            Map.entry("theta", "θ"),
            Map.entry("times", "×"),
            Map.entry("to", "→"),
            Map.entry("top", "T"),
            Map.entry("vdots", "⋮"),
            Map.entry("ddots", "⋱"));

    private static final String RAISABLE = "0123456789+-−=()niIlLTjkxzaustmγ";
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᴵˡᴸᵀʲᵏˣᶻᵃᵘˢᵗᵐᵞ";
    private static final String LOWERABLE = "0123456789+-−=()aehijklmnprstux,";
    private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₚᵣₛₜᵤₓ,";

    private final String latex;
    private final StringBuilder text = new StringBuilder();
    private int at;

    private PlainMath(String latex) {
        this.latex = latex;
    }

    static String text(String latex) {
        PlainMath math = new PlainMath(latex);
        while (math.at < latex.length()) {
            math.next();
        }
        return math.text.toString();
    }

    private void next() {
        char c = latex.charAt(at++);
        switch (c) {
            case '\\' -> command();
            case '^' -> script(RAISABLE, RAISED, "^");
            case '_' -> script(LOWERABLE, LOWERED, "_");
            case '\'' -> text.append('′');
            case '&', '{', '}' -> {}
            case '-' -> text.append(startsNumber() ? '-' : '−');
            default -> text.append(c);
        }
    }

    /// Whether the minus just read is the sign of a number rather than an operator.
    private boolean startsNumber() {
        return at < latex.length() && Character.isDigit(latex.charAt(at));
    }

    private void command() {
        String name = name();
        switch (name) {
            case "cdot" -> {
                text.setLength(text.toString().stripTrailing().length());
                text.append('·');
                skipSpace();
            }
            case "partial" -> {
                text.append('∂');
                skipSpace();
            }
            case "frac" -> fraction(group(), group());
            case "hat" -> text.append(hat(group()));
            case "sqrt" -> text.append("√").append(grouped(group()));
            case "num", "mathrm", "text" -> text.append(raw());
            case "begin" -> cases();
            case "left", "right" -> {}
            case ",", ";", " " -> text.append(' ');
            case "{", "}" -> text.append(name);
            case "|" -> text.append('‖');
            default -> text.append(COMMANDS.getOrDefault(name, name));
        }
    }

    private String name() {
        int start = at;
        while (at < latex.length() && Character.isLetter(latex.charAt(at))) {
            at++;
        }
        if (at == start) {
            at++;
        }
        return latex.substring(start, at);
    }

    /// The argument that follows, as text: a group in braces, a command or one character.
    private String group() {
        return text(raw());
    }

    private String raw() {
        skipSpace();
        int start = at;
        char c = latex.charAt(at++);
        if (c == '\\') {
            name();
            return latex.substring(start, at);
        }
        if (c != '{') {
            return latex.substring(start, at);
        }
        int depth = 1;
        while (depth > 0) {
            char inside = latex.charAt(at++);
            depth += inside == '{' ? 1 : inside == '}' ? -1 : 0;
        }
        return latex.substring(start + 1, at - 1);
    }

    private void skipSpace() {
        while (at < latex.length() && latex.charAt(at) == ' ') {
            at++;
        }
    }

    /// `\begin{cases} a & z > 0 \\ b & z \le 0 \end{cases}` as `a (z > 0), b (z ≤ 0)`.
    private void cases() {
        String end = "\\end{" + raw() + "}";
        String body = latex.substring(at, latex.indexOf(end, at));
        at += body.length() + end.length();
        text.append(Arrays.stream(body.split("\\\\\\\\", -1))
                .map(row -> row.split("&", -1))
                .map(parts -> text(parts[0].strip()) + " (" + text(parts[1].strip()) + ")")
                .collect(Collectors.joining(", ")));
    }

    private void fraction(String above, String below) {
        text.append(above.equals("1") && below.equals("2") ? "½" : grouped(above) + "/" + grouped(below));
    }

    /// In parentheses if it is a sum or product.
    private static String grouped(String part) {
        boolean single = part.indexOf(' ') < 0 && part.indexOf('·') < 0;
        boolean enclosed = part.startsWith("(") && part.indexOf(')') == part.length() - 1;
        return single || enclosed ? part : "(" + part + ")";
    }

    private static String hat(String letter) {
        return switch (letter) {
            case "y" -> "ŷ";
            case "Y" -> "Ŷ";
            default -> letter + "\u0302";
        };
    }

    /// A script in small letters where all of it exists as such, else behind its sign.
    private void script(String from, String to, String sign) {
        String script = group();
        String small = mapped(script.replace(" ", ""), from, to);
        if (small != null) {
            text.append(small);
        } else {
            text.append(sign).append(script.length() == 1 ? script : "(" + script + ")");
        }
    }

    private static @Nullable String mapped(String script, String from, String to) {
        StringBuilder mapped = new StringBuilder();
        for (int i = 0; i < script.length(); i++) {
            int position = from.indexOf(script.charAt(i));
            if (position < 0) {
                return null;
            }
            mapped.append(to.charAt(position));
        }
        return mapped.toString();
    }
}
