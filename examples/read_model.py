"""Reads a Lamina model with nothing but Python's own library: python3 examples/read_model.py MODEL.safetensors"""
import json, struct, sys

with open(sys.argv[1], "rb") as file:
    length, = struct.unpack("<Q", file.read(8))
    tensors = json.loads(file.read(length))
    data = file.read()
description = json.loads(tensors.pop("__metadata__")["lamina"])
for name, tensor in tensors.items():
    begin, end = tensor["data_offsets"]
    values = struct.unpack(f"<{(end - begin) // 4}f", data[begin:end])  # row by row
    print(name, tensor["shape"], values[:3])
print(description["pipelines"][0]["target"])
