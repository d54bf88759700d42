"""Writes quantize.json: NumPy's float16, symmetric 8-bit weights a channel, and a layer by 8-bit arithmetic as ONNX's DynamicQuantizeLinear and
ConvInteger/MatMulInteger define it. Run: python3 make.py"""

import json
from pathlib import Path

import numpy as np

random = np.random.default_rng(20261126)
f32 = np.float32
values = np.concatenate(
    [
        random.normal(size=40), random.normal(size=20) * 1e-5, random.normal(size=10) * 1e5,
        [0, -0.0, 65504, 65519.9, 65520, 2**-24, 2**-25, 2**-25 * 1.0001, 2**-14, 6.1e-5, 1 + 2**-11, 1 + 3 * 2**-11, 1e-9],
    ]
).astype(f32)
with np.errstate(over="ignore"):
    halves = values.astype(np.float16).view(np.uint16)


def symmetric(w):
    scales = np.abs(w.reshape(len(w), -1)).max(1).astype(f32) / f32(127)
    scales[scales == 0] = 1
    shape = (-1,) + (1,) * (w.ndim - 1)
    q = np.clip(np.rint(w / scales.reshape(shape)), -127, 127)
    return q.astype(int), scales.astype(f32)


def dynamic(x):
    low, high = min(0, x.min()), max(0, x.max())
    scale = f32((f32(high) - f32(low)) / f32(255))
    zero = int(np.clip(np.rint(f32(0 - f32(low)) / scale), 0, 255))
    return np.clip(np.rint(x / scale) + zero, 0, 255).astype(int), scale, zero


w = (random.normal(size=(4, 3, 3, 3)) * np.array([1, 0.1, 3, 0]).reshape(4, 1, 1, 1)).astype(f32)
q, scales = symmetric(w)
back = q * scales.reshape(4, 1, 1, 1)
error = float(np.sqrt(((w - back) ** 2).mean() / (w**2).mean()))

x = random.normal(size=(1, 3, 5, 6)).astype(f32)
bias = random.normal(size=4).astype(f32)
xq, xs, xz = dynamic(x)
padded = np.pad(xq - xz, [(0, 0), (0, 0), (1, 1), (1, 1)])
y = np.zeros((1, 4, 5, 6))
for o in range(4):
    for i in range(5):
        for j in range(6):
            y[0, o, i, j] = (padded[0, :, i : i + 3, j : j + 3] * q[o]).sum() * xs * scales[o] + bias[o]

m = random.normal(size=(7, 4)).astype(f32)
v = random.normal(size=(2, 7)).astype(f32)
mq, ms = symmetric(m.T.copy())
vq, vs, vz = dynamic(v)
z = ((vq - vz) @ mq.T) * vs * ms + bias

flat = lambda a: [float(f"{n:.9g}") for n in np.asarray(a).flatten()]
Path(__file__).with_name("quantize.json").write_text(
    json.dumps(
        {
            "halves": {"values": flat(values), "bits": halves.tolist()},
            "weights": {"values": flat(w), "quantised": q.flatten().tolist(), "scales": flat(scales), "error": error},
            "convolution": {"x": flat(x), "bias": flat(bias), "y": flat(y)},
            "dense": {"x": flat(v), "matrix": flat(m), "y": flat(z)},
        }
    )
    + "\n"
)
