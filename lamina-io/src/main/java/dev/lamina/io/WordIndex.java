package dev.lamina.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The different words of a column, found by their characters without making a string of every cell: a hash table with
/// open addressing.
final class WordIndex {

    private static final int ABSENT = -1;

    private final List<Word> words = new ArrayList<>();

    /// The characters of all words, one after the other; word i ends where `ends[i]` says.
    private char[] characters = new char[256];

    private int[] ends = new int[32];
    private int[] hashes = new int[32];

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
        return slots[slot(text, from, to, hash(text, from, to))];
    }

    /// Adds a word that is not there yet, and gives its code.
    int add(Word word) {
        if (2 * words.size() >= slots.length) {
            grow();
        }
        int code = words.size();
        char[] text = word.text().toCharArray();
        int start = start(code);
        int end = Math.addExact(start, text.length);
        if (end > characters.length) {
            characters = Arrays.copyOf(characters, Math.max(end, 2 * characters.length));
        }
        if (code == ends.length) {
            ends = Arrays.copyOf(ends, 2 * code);
            hashes = Arrays.copyOf(hashes, 2 * code);
        }
        System.arraycopy(text, 0, characters, start, text.length);
        ends[code] = end;
        hashes[code] = hash(text, 0, text.length);
        slots[slot(text, 0, text.length, hashes[code])] = code;
        words.add(word);
        return code;
    }

    private int start(int code) {
        return code == 0 ? 0 : ends[code - 1];
    }

    private void grow() {
        slots = emptySlots(Math.multiplyExact(2, slots.length));
        int mask = slots.length - 1;
        for (int code = 0; code < words.size(); code++) {
            int slot = hashes[code] & mask;
            while (slots[slot] != ABSENT) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = code;
        }
    }

    /// Where the word stands, or would.
    private int slot(char[] text, int from, int to, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (int code = slots[slot]; code != ABSENT; code = slots[slot]) {
            if (hashes[code] == hash && Arrays.equals(text, from, to, characters, start(code), ends[code])) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /// As a string's hash, four characters at a time so that they need not wait for each other, then mixed.
    private static int hash(char[] text, int from, int to) {
        int hash = 0;
        int at = from;
        for (; at + 4 <= to; at += 4) {
            hash = 923_521 * hash + 29_791 * text[at] + 961 * text[at + 1] + 31 * text[at + 2] + text[at + 3];
        }
        for (; at < to; at++) {
            hash = 31 * hash + text[at];
        }
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }

    private static int[] emptySlots(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, ABSENT);
        return slots;
    }
}
