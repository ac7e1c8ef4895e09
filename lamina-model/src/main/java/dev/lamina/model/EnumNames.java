package dev.lamina.model;

import dev.lamina.json.JsonException;
import dev.lamina.json.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Spells constants of enums as the file does: `DAY_OF_WEEK` is `day-of-week`.
final class EnumNames {

    private EnumNames() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The constant that the file spells so.
    static <E extends Enum<E>> E read(Class<E> type, JsonValue word) throws JsonException {
        for (E constant : type.getEnumConstants()) {
            if (word instanceof JsonValue.Text(String text) && text.equals(of(constant))) {
                return constant;
            }
        }
        String came = word instanceof JsonValue.Text(String text) ? "\"" + text + "\"" : word.kind();
        throw new JsonException("expected one of "
                + Arrays.stream(type.getEnumConstants()).map(EnumNames::of).collect(Collectors.joining(", ")) + ", got "
                + came);
    }
}
