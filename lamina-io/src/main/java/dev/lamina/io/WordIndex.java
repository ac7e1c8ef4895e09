package dev.lamina.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The different words of a column, found by their characters without making a string of every cell: a hash table with
/// open addressing.
final class WordIndex {

    private static final int ABSENT = -1;

    private final List<Word> words = new ArrayList<>();

    /// Codes of words, [#ABSENT] where there is none; a power of two long, at most half full.
    private int[] slots = emptySlots(64);

    List<Word> words() {
        return words;
    }

    Word get(int code) {
        return words.get(code);
    }

    int size() {
        return words.size();
    }

    /// The code of the word `text[from, to)`; −1 if it was not added.
    int find(char[] text, int from, int to) {
        return slots[slot(text, from, to)];
    }

    /// Adds a word that is not there yet, and gives its code.
    int add(Word word) {
        if (2 * words.size() >= slots.length) {
            grow();
        }
        int code = words.size();
        words.add(word);
        put(word, code);
        return code;
    }

    private void grow() {
        slots = emptySlots(Math.multiplyExact(2, slots.length));
        for (int code = 0; code < words.size(); code++) {
            put(words.get(code), code);
        }
    }

    private void put(Word word, int code) {
        char[] text = word.text().toCharArray();
        slots[slot(text, 0, text.length)] = code;
    }

    /// Where the word stands, or would.
    private int slot(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        int mask = slots.length - 1;
        int slot = (((hash ^ (hash >>> 16)) * 0x9E3779B9) >>> 8) & mask;
        while (slots[slot] != ABSENT && !equals(words.get(slots[slot]).text(), text, from, to)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static boolean equals(String word, char[] text, int from, int to) {
        if (word.length() != to - from) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static int[] emptySlots(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, ABSENT);
        return slots;
    }
}
