"""Writes causal.json: d-separation and adjustment sets by networkx and by going through all paths, regressions by NumPy and SciPy, effects by
(I - B)^-1. Run: python3 make.py"""

import json
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
from scipy import stats

rng = np.random.default_rng(20261126)
NODES = ["A", "B", "C", "D", "E"]


def subsets(nodes):
    return [list(s) for k in range(len(nodes) + 1) for s in combinations(nodes, k)]


def by_paths(graph, x, y, given):
    """Every path of the skeleton has a blocked place: the definition itself."""
    skeleton = graph.to_undirected()
    for path in nx.all_simple_paths(skeleton, x, y):
        blocked = False
        for a, b, c in zip(path, path[1:], path[2:]):
            if graph.has_edge(a, b) and graph.has_edge(c, b):
                blocked |= not (({b} | nx.descendants(graph, b)) & set(given))
            else:
                blocked |= b in given
        if not blocked:
            return False
    return True


def separated(graph, x, y, given):
    one, other = nx.is_d_separator(graph, {x}, {y}, set(given)), by_paths(graph, x, y, given)
    assert one == other
    return one


def back_door(graph, x, y, given):
    behind = graph.copy()
    behind.remove_edges_from(list(graph.out_edges(x)))
    return not set(given) & (nx.descendants(graph, x) | {y}) and separated(behind, x, y, given)


def slopes(covariance, on, y):
    at = [NODES.index(n) for n in on]
    return np.linalg.solve(covariance[np.ix_(at, at)], covariance[at, NODES.index(y)])


models = []
for density in (0.3, 0.4, 0.5, 0.5, 0.6, 0.7, 0.8, 1.0):
    order = list(rng.permutation(NODES))
    graph = nx.DiGraph()
    graph.add_nodes_from(NODES)
    arrows = []
    for a, b in combinations(order, 2):
        if rng.random() < density:
            graph.add_edge(a, b)
            arrows.append({"from": a, "to": b, "strength": round(float(rng.uniform(0.3, 1.5) * rng.choice([-1, 1])), 2)})
    # b[i, j]: how strongly j acts on i.
    b = np.zeros((5, 5))
    for arrow in arrows:
        b[NODES.index(arrow["to"]), NODES.index(arrow["from"])] = arrow["strength"]
    spread = np.linalg.inv(np.eye(5) - b)
    covariance = spread @ spread.T
    apart, sets, effects, limits = [], {}, {}, {}
    for x, y in combinations(NODES, 2):
        rest = [n for n in NODES if n not in (x, y)]
        apart += [f"{x}{y}|{''.join(z)}" for z in subsets(rest) if separated(graph, x, y, z)]
    for x in NODES:
        for y in NODES:
            if x == y:
                continue
            rest = [n for n in NODES if n not in (x, y)]
            valid = [set(z) for z in subsets(rest) if back_door(graph, x, y, z)]
            sets[x + y] = sorted("".join(sorted(z)) for z in valid if not any(v < z for v in valid))
            effects[x + y] = float(spread[NODES.index(y), NODES.index(x)])
            limits[x + y] = {"".join(z): float(slopes(covariance, [x, *z], y)[0]) for z in subsets(rest)[:5]}
    models.append({"arrows": arrows, "apart": apart, "minimal": sets, "effects": effects, "limits": limits})

regressions = []
for n, k in [(12, 1), (40, 2), (200, 3)]:
    columns = np.round(rng.normal(size=(k, n)), 3)
    y = np.round(2 - 0.7 * columns[0] + columns[1:].sum(0) + rng.normal(size=n), 3)
    x = np.column_stack([*columns, np.ones(n)])
    theta, *_ = np.linalg.lstsq(x, y, rcond=None)
    freedom = n - k - 1
    variance = float(((y - x @ theta) ** 2).sum() / freedom)
    error = float(np.sqrt(variance * np.linalg.inv(x.T @ x)[0, 0]))
    half = float(stats.t.ppf(0.975, freedom) * error)
    regressions.append(
        {"columns": columns.tolist(), "y": y.tolist(), "estimate": float(theta[0]), "error": error, "half": half}
    )

versions = {"numpy": np.__version__, "networkx": nx.__version__}
Path(__file__).with_name("causal.json").write_text(
    json.dumps({**versions, "models": models, "regressions": regressions}) + "\n"
)
