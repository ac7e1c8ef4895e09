package dev.lamina.io;

/// What a reader has read, as a hash to remember it by: the same data give the same hash.
///
/// The bytes of files and of standard input are hashed as they are stored, compressed or not, while they are read; so
/// the hash of one file is what `sha256sum` prints. Of images, the file of labels beside them is left out. A Parquet
/// file is read by native code: its bytes are hashed right after that, so that a file that changes in between goes
/// unnoticed. What a query reads may be anything: its rows are hashed, as the CSV that
/// [TableWriter#write(dev.lamina.data.Table, java.io.OutputStream)] writes.
///
/// @param sha256 64 hex digits
/// @param of what was hashed, such as `2 files, one after the other`; empty if it is simply the bytes of the file
public record DataHash(String sha256, String of) {}
