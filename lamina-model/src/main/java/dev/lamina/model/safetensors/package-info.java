/// The safetensors file format (https://huggingface.co/docs/safetensors): named tensors behind a JSON header.
/// Knows files and tensors, nothing of networks.
@NullMarked
package dev.lamina.model.safetensors;

import org.jspecify.annotations.NullMarked;
