package dev.lamina;

import dev.lamina.data.Column;
import dev.lamina.data.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// A hash of what a table holds as it was read: names, kinds and cells of its columns. One thread.
final class TableDigest {

    private final MessageDigest digest;

    private TableDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// 64 hex digits.
    static String of(Table table) {
        TableDigest all = new TableDigest();
        for (Column column : table.columns()) {
            all.add(column.name());
            all.add(column.kind());
            switch (column) {
                case Column.Numbers numbers -> all.add(numbers.values());
                case Column.Times times -> all.add(times.epochSeconds());
                case Column.Categories categories -> all.add(categories.words(), categories.codes());
            }
        }
        return HexFormat.of().formatHex(all.digest.digest());
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    private void add(double[] values) {
        add(values.length);
        ByteBuffer buffer = ByteBuffer.allocate(Double.BYTES);
        for (double value : values) {
            digest.update(buffer.clear().putDouble(value).array());
        }
    }

    private void add(List<String> words, int[] codes) {
        add(words.size());
        words.forEach(this::add);
        add(codes.length);
        for (int code : codes) {
            add(code);
        }
    }
}
