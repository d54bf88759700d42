"""The bench's training steps in PyTorch, on the CPU, for comparison; it talks lines of JSON.

In: {"network", "perPerson", "parameters": {name: {"shape", "data"}}, "images", "people", "threads", "rate", "epsilon"},
answered by {"ready": version}; then {"steps": n}, answered by {"losses", "ms", "cpuMs"} of n more steps.
Arrays are base64 of little-endian numbers in TensorFlow.js's layout.
"""

import base64
import json
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

BOTTLENECKS = [(2, 32, 2), (2, 32, 1), (4, 64, 2), (2, 64, 1), (4, 64, 2), (2, 64, 1)]


def array(given, dtype):
    numbers = np.frombuffer(base64.b64decode(given["data"]), dtype=dtype)
    return torch.from_numpy(numbers.reshape(given["shape"]).copy())


def in_torch_layout(name, tensor):
    """Filters [h, w, in, out] become [out, in, h, w]; depthwise ones [h, w, channels, 1] become [channels, 1, h, w]."""
    if tensor.dim() != 4:
        return tensor
    depthwise = "depth" in name or "global" in name
    return tensor.permute((2, 3, 0, 1) if depthwise else (3, 2, 0, 1)).contiguous()


class Network:
    def __init__(self, order):
        self.threads = order["threads"]
        self.p = {}
        for name, given in order["parameters"].items():
            tensor = in_torch_layout(name, array(given, "<f4"))
            moving = name.endswith("/mean") or name.endswith("/variance")
            self.p[name] = tensor.requires_grad_(not moving)
        self.images = array(order["images"], "<f4").permute(0, 3, 1, 2).contiguous()
        self.people = array(order["people"], "<i4")
        self.embed = {"convolutional": self.convolutional, "depthwise": self.depthwise}[order["network"]]
        trainable = [tensor for tensor in self.p.values() if tensor.requires_grad]
        self.optimizer = torch.optim.Adam(trainable, lr=order["rate"], eps=order["epsilon"])

    def norm(self, name, x):
        p = self.p
        moving = p[name + "/mean"], p[name + "/variance"]
        return F.batch_norm(x, *moving, p[name + "/gamma"], p[name + "/beta"], True, 0.1, 1e-5)

    def convolutional(self, x):
        for i in range(4):
            x = F.relu(self.norm(f"norm{i}", F.conv2d(x, self.p[f"conv{i}"], stride=2, padding=1)))
        return x.mean((2, 3)) @ self.p["dense"] + self.p["bias"]

    def depthwise(self, x):
        p = self.p

        def bent(name, x):
            return F.prelu(x, p[name + "/slope"])

        def point(name, x):
            return self.norm(name + "/norm", F.conv2d(x, p[name + "/filter"]))

        def depth(name, x, stride, padding):
            w = p[name + "/filter"]
            return self.norm(name + "/norm", F.conv2d(x, w, stride=stride, padding=padding, groups=w.shape[0]))

        x = bent("stem", self.norm("stem/norm", F.conv2d(x, p["stem/filter"], stride=2, padding=1)))
        for i, (_, out, stride) in enumerate(BOTTLENECKS):
            expanded = bent(f"{i}/expand", point(f"{i}/expand", x))
            filtered = bent(f"{i}/depth", depth(f"{i}/depth", expanded, stride, 1))
            projected = point(f"{i}/project", filtered)
            x = x + projected if stride == 1 and x.shape[1] == out else projected
        x = depth("global", bent("head", point("head", x)), 1, 0).flatten(1)
        return x @ p["dense"] + p["bias"]

    def loss(self):
        e = self.embed(self.images)
        unit = e / (e.square().sum(1, keepdim=True) + 1e-12).sqrt()
        apart = 2 - 2 * (unit @ unit.T)
        same = (self.people[:, None] == self.people[None, :]).float()
        farthest = (apart * same).max(1).values
        nearest = (apart + same * 10).min(1).values
        return F.relu(farthest - nearest + 0.3).mean()

    def step(self):
        begin, busy = time.perf_counter(), time.process_time()
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss()
        loss.backward()
        self.optimizer.step()
        value = loss.item()
        return value, (time.perf_counter() - begin) * 1000, (time.process_time() - busy) * 1000


def main():
    network = None
    for line in sys.stdin:
        order = json.loads(line)
        if "network" in order:
            torch.set_num_threads(order["threads"])
            network = Network(order)
            answer = {"ready": torch.__version__}
        else:
            steps = [network.step() for _ in range(order["steps"])]
            answer = {key: [step[i] for step in steps] for i, key in enumerate(("losses", "ms", "cpuMs"))}
        print(json.dumps(answer), flush=True)


main()
