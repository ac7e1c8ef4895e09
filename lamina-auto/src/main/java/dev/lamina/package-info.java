/// From a file and a target column to a trained model, with everything chosen for you and everything
/// changeable. [dev.lamina.Lamina] is the one line; [dev.lamina.TableSettings] are what a caller may fix, and
/// [dev.lamina.TableTrainer] trains by them.
@NullMarked
package dev.lamina;

import org.jspecify.annotations.NullMarked;
