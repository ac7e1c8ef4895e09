package dev.lamina.spark;

import dev.lamina.NetworkPlan;
import dev.lamina.TableOption;
import dev.lamina.TableOptions;
import dev.lamina.TableSettings;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.Task;
import dev.lamina.model.PipelineText;
import java.io.Serializable;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the tasks of a training know besides their rows. Immutable.
///
/// @param task classification or regression
/// @param target the name of the label column
/// @param options what is fixed of the [TableOptions], by their names
/// @param pipeline as [PipelineText] writes it
/// @param layout of the encoded rows
/// @param trainingRows of all shards
/// @param validationRows of all shards; 0 without validation
/// @param sample encoded rows that the network is planned by, one after the other
/// @param shards of the training
/// @param source what the model remembers of where its rows came from
/// @param secret that tasks prove to each other to know
/// @param timeout of every wait for another task
/// @param checkpoints where they are kept; null for none
record FitPlan(
        Task task,
        String target,
        SortedMap<String, String> options,
        String pipeline,
        RowLayout layout,
        long trainingRows,
        long validationRows,
        float[] sample,
        int shards,
        String source,
        byte[] secret,
        Duration timeout,
        @Nullable CheckpointFolder checkpoints)
        implements Serializable {

    FitPlan {
        options = new TreeMap<>(options);
    }

    /// Settings of a training.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    static TableSettings settings(Task task, String target, SortedMap<String, String> options) {
        TableSettings settings = TableSettings.forTarget(target).task(task);
        for (TableOption<?> option : TableOptions.all()) {
            String text = options.get(option.name());
            if (text != null) {
                settings = settings.withText(option, text);
            }
        }
        return settings;
    }

    NetworkPlan network() {
        return NetworkPlan.of(
                settings(task, target, options),
                PipelineText.read(pipeline),
                trainingRows,
                Matrix.window(sample, 0, sample.length / layout.inputs(), layout.inputs()));
    }

    /// The same with other checkpoints.
    FitPlan checkpoints(CheckpointFolder folder) {
        return new FitPlan(
                task,
                target,
                options,
                pipeline,
                layout,
                trainingRows,
                validationRows,
                sample,
                shards,
                source,
                secret,
                timeout,
                folder);
    }
}
