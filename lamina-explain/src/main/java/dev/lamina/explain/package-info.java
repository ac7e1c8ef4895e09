/// What drives a model and each of its predictions, and how models compare, in the columns of the table and for any
/// model, with its calibration. Results are functions of the model, the rows and a seed.
package dev.lamina.explain;
