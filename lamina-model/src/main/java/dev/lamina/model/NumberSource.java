package dev.lamina.model;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A component of a record as a number, NaN where it is missing. Reading allocates nothing.
@FunctionalInterface
interface NumberSource {

    Set<Class<?>> PRIMITIVES = Set.of(double.class, float.class, long.class, int.class, short.class, byte.class);

    Set<Class<?>> BOXES = Set.of(Double.class, Float.class, Long.class, Integer.class, Short.class, Byte.class);

    double SECONDS_PER_DAY = 86_400;

    double NANOS_PER_SECOND = 1e9;

    double read(Record row) throws Throwable;

    /// A source for numbers, and for booleans as 1 and 0; empty for a component of another type.
    static @Nullable NumberSource ofNumber(Method accessor) {
        Class<?> type = accessor.getReturnType();
        if (PRIMITIVES.contains(type)) {
            MethodHandle number = handle(accessor, double.class);
            return row -> (double) number.invokeExact(row);
        }
        if (BOXES.contains(type)) {
            MethodHandle box = handle(accessor, Number.class);
            return row -> {
                Number number = (Number) box.invokeExact(row);
                return number == null ? Double.NaN : number.doubleValue();
            };
        }
        if (type == boolean.class) {
            MethodHandle truth = handle(accessor, boolean.class);
            return row -> (boolean) truth.invokeExact(row) ? 1 : 0;
        }
        if (type == Boolean.class) {
            MethodHandle box = handle(accessor, Boolean.class);
            return row -> {
                Boolean truth = (Boolean) box.invokeExact(row);
                return truth == null ? Double.NaN : truth ? 1 : 0;
            };
        }
        return null;
    }

    /// A source for dates and times as seconds since 1970-01-01T00:00, an instant by the clock of UTC; empty for a
    /// component of another type.
    static @Nullable NumberSource ofTime(Method accessor) {
        Class<?> type = accessor.getReturnType();
        MethodHandle handle = handle(accessor, type);
        if (type == LocalDate.class) {
            return row -> {
                LocalDate date = (LocalDate) handle.invokeExact(row);
                return date == null ? Double.NaN : date.toEpochDay() * SECONDS_PER_DAY;
            };
        }
        if (type == LocalDateTime.class) {
            return row -> {
                LocalDateTime time = (LocalDateTime) handle.invokeExact(row);
                if (time == null) {
                    return Double.NaN;
                }
                return time.toLocalDate().toEpochDay() * SECONDS_PER_DAY
                        + time.toLocalTime().toNanoOfDay() / NANOS_PER_SECOND;
            };
        }
        if (type == Instant.class) {
            return row -> {
                Instant time = (Instant) handle.invokeExact(row);
                return time == null ? Double.NaN : time.getEpochSecond() + time.getNano() / NANOS_PER_SECOND;
            };
        }
        return null;
    }

    /// A method handle that takes a record and gives its component as that type.
    static MethodHandle handle(Method accessor, Class<?> type) {
        try {
            return MethodHandles.lookup().unreflect(accessor).asType(methodType(type, Record.class));
        } catch (IllegalAccessException e) {
            throw new AssertionError(accessor + " was made accessible", e);
        }
    }
}
