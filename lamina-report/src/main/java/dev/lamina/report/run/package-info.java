/// What a report tells of a training or of a model on other data: values, computed from predictions, that know
/// nothing of how they are drawn.
package dev.lamina.report.run;
