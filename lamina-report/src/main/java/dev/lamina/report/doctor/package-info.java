/// What a training noticed, in words: each finding with its number and what to do.
@org.jspecify.annotations.NullMarked
package dev.lamina.report.doctor;
