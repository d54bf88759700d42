/**
 * The worker thread that owns one HNSW index. hnswlib builds and searches synchronously: here it holds up nobody. The index
 * lives in this thread's memory alone and is freed with it; nothing is written to disk.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { HierarchicalNSW } from 'hnswlib-node';
import type { HnswOrder, HnswReply, HnswRequest, HnswResult, HnswShape } from './hnsw-messages.ts';
import { NativeGate } from './native-gate.ts';

const port = parentPort;
if (port === null) throw new Error('hnsw-worker runs as a worker thread only.');

/** The same links for the same rows in the same order: a build can be repeated. */
const SEED = 100;
const gate = new NativeGate((workerData as { gate: SharedArrayBuffer }).gate);
let index: HierarchicalNSW | null = null;

async function begin(shape: HnswShape): Promise<HierarchicalNSW> {
  const { default: hnswlib } = await import('hnswlib-node');
  // The inner product of unit vectors is their cosine; hnswlib's own 'cosine' would normalise every vector once more.
  return gate.pass(() => {
    const made = new hnswlib.HierarchicalNSW('ip', shape.dimension);
    made.initIndex({
      maxElements: shape.capacity,
      m: shape.m,
      efConstruction: shape.efConstruction,
      randomSeed: SEED,
    });
    made.setEf(shape.ef);
    return made;
  });
}

function obey(order: Exclude<HnswOrder, { kind: 'begin' }>): HnswResult {
  const begun = index;
  if (begun === null) throw new Error('The index was not begun.');
  if (order.kind === 'add') {
    const size = begun.getNumDimensions();
    // One row a passage: whoever shuts the gate waits for one row, not for the batch.
    order.labels.forEach((label, i) => {
      gate.pass(() => begun.addPoint(Array.from(order.vectors.subarray(i * size, (i + 1) * size)), label));
    });
    return gate.pass(() => state(begun));
  }
  return gate.pass(() => {
    // hnswlib throws when more are asked for than the index can hold.
    const k = Math.min(order.k, begun.getCurrentCount());
    return { kind: 'labels', labels: k === 0 ? [] : begun.searchKnn(Array.from(order.probe), k).neighbors };
  });
}

function state(made: HierarchicalNSW): HnswResult {
  return { kind: 'state', count: made.getCurrentCount(), dimension: made.getNumDimensions() };
}

async function answer({ id, order }: HnswRequest): Promise<HnswReply> {
  try {
    if (order.kind !== 'begin') return { id, ok: true, result: obey(order) };
    index = await begin(order.shape);
    const begun = index;
    return { id, ok: true, result: gate.pass(() => state(begun)) };
  } catch (error) {
    return { id, ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

port.on('message', async (request: HnswRequest) => port.postMessage(await answer(request)));
