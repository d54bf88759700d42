"""Writes references.json: losses and gradients of the networks in networks.ts by PyTorch, in double precision.

Both draw the same numbers: mulberry32, in the order of the parameters, then the images. Run: python3 make.py
"""

import base64
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F


def mulberry32(seed):
    state = seed
    mask = 0xFFFFFFFF
    while True:
        state = (state + 0x6D2B79F5) & mask
        t = state
        t = ((t ^ (t >> 15)) * (t | 1)) & mask
        t ^= (t + (((t ^ (t >> 7)) * (t | 61)) & mask)) & mask
        yield ((t ^ (t >> 14)) & mask) / 2**32


def norms(**channels):
    return {f"{name}/{part}": [n] for name, n in channels.items() for part in ("gain", "shift")}


def wanted(batch, classes):
    return torch.tensor([i * 7 % classes for i in range(batch)])


class Network:
    """Parameters are in TensorFlow.js's layout; `torch_filter` turns them, so that gradients come out in that layout too."""

    def __init__(self, seed, parameters, images):
        random = mulberry32(seed)

        def draw(shape, limit):
            numbers = [(next(random) * 2 - 1) * limit for _ in range(math.prod(shape))]
            return torch.from_numpy(np.array(numbers, np.float32).astype(np.float64).reshape(shape))

        fan_in = {name: 16 if len(shape) == 1 else math.prod(shape[:-1]) for name, shape in parameters.items()}
        self.p = {
            name: draw(shape, 1 / math.sqrt(fan_in[name])).requires_grad_() for name, shape in parameters.items()
        }
        self.images = draw(images, 1).permute(0, 3, 1, 2)

    def conv(self, name, x, stride=1, padding=1):
        return F.conv2d(x, self.p[name].permute(3, 2, 0, 1), stride=stride, padding=padding)

    def depthwise(self, name, x, stride=1):
        weights = self.p[name].permute(2, 3, 0, 1)
        return F.conv2d(x, weights, stride=stride, padding=1, groups=weights.shape[0])

    def norm(self, name, x):
        return F.batch_norm(x, None, None, self.p[name + "/gain"] + 1, self.p[name + "/shift"], True, 0.1, 1e-3)

    def unit(self, x, axis):
        return x / (x.square().sum(axis, keepdim=True) + 1e-6).sqrt()


class Small(Network):
    def __init__(self):
        own = {"first": [3, 3, 3, 8], "second": [3, 3, 8, 16], "dense": [16, 5], "bias": [5]}
        super().__init__(101, {**own, **norms(firstNorm=8, secondNorm=16)}, [8, 12, 12, 3])

    def loss(self):
        x = F.relu(self.norm("firstNorm", self.conv("first", self.images)))
        x = F.max_pool2d(x, 2)
        x = F.relu(self.norm("secondNorm", self.conv("second", x, 2)))
        return F.cross_entropy(x.mean((2, 3)) @ self.p["dense"] + self.p["bias"], wanted(8, 5))


class Residual(Network):
    def __init__(self):
        own = {
            "stem": [3, 3, 3, 8],
            "a1": [3, 3, 8, 8],
            "a2": [3, 3, 8, 8],
            "b1": [3, 3, 8, 16],
            "b2": [3, 3, 16, 16],
            "skip": [1, 1, 8, 16],
            "dense": [16, 12],
        }
        normalised = norms(stemNorm=8, a1Norm=8, a2Norm=8, b1Norm=16, b2Norm=16)
        super().__init__(102, {**own, **normalised}, [9, 10, 10, 3])

    def loss(self):
        x = F.relu(self.norm("stemNorm", self.conv("stem", self.images)))
        a = F.relu(self.norm("a1Norm", self.conv("a1", x)))
        x = F.relu(x + self.norm("a2Norm", self.conv("a2", a)))
        b = F.relu(self.norm("b1Norm", self.conv("b1", x, 2)))
        x = F.relu(self.conv("skip", x, 2, 0) + self.norm("b2Norm", self.conv("b2", b)))
        anchor, mate, other = self.unit(x.mean((2, 3)) @ self.p["dense"], 1).chunk(3)
        apart = (anchor - mate).square().sum(1) - (anchor - other).square().sum(1)
        return F.relu(apart + 0.5).mean()


class Separable(Network):
    def __init__(self):
        own = {
            "stem": [3, 3, 3, 8],
            "depth1": [3, 3, 8, 1],
            "point1": [1, 1, 8, 16],
            "depth2": [3, 3, 16, 1],
            "point2": [1, 1, 16, 24],
            "slope": [24],
            "dense": [24, 16],
            "centres": [16, 6],
        }
        super().__init__(103, {**own, **norms(stemNorm=8, norm1=16, norm2=24)}, [8, 14, 14, 3])

    def loss(self):
        x = F.relu(self.norm("stemNorm", self.conv("stem", self.images, 2)))
        x = F.relu6(self.norm("norm1", self.conv("point1", self.depthwise("depth1", x), 1, 0)))
        x = self.norm("norm2", self.conv("point2", self.depthwise("depth2", x, 2), 1, 0))
        x = F.prelu(x, self.p["slope"]).mean((2, 3)) @ self.p["dense"]
        cosine = self.unit(x, 1) @ self.unit(self.p["centres"], 0)
        sine = (1 + 1e-6 - cosine.square()).sqrt()
        turned = cosine * math.cos(0.5) - sine * math.sin(0.5)
        target = wanted(8, 6)
        return F.cross_entropy(torch.where(F.one_hot(target, 6).bool(), turned, cosine) * 8, target)


def reference(network):
    loss = network.loss()
    loss.backward()
    gradients = {name: tensor.grad.contiguous().numpy().astype("<f4") for name, tensor in network.p.items()}
    encoded = {name: base64.b64encode(gradient.tobytes()).decode() for name, gradient in gradients.items()}
    return {"loss": loss.item(), "gradients": encoded}


NETWORKS = {
    "small CNN, batch norm, softmax cross-entropy": Small,
    "residual network, triplet loss": Residual,
    "depthwise separable network, angular margin": Separable,
}

references = {name: reference(network()) for name, network in NETWORKS.items()}
text = json.dumps(references, indent=2, ensure_ascii=False)
Path(__file__).with_name("references.json").write_text(text + "\n")
