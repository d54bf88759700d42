/** The engine inside Electron's utility process: the same worker, another pipe. */
import type { EngineRequest } from '../engine/protocol.ts';
import { serveEngine } from '../engine/worker.ts';

const [, , weightsDir = ''] = process.argv;
serveEngine(
  {
    post: (reply) => process.parentPort.postMessage(reply),
    onMessage: (listener) => void process.parentPort.on('message', ({ data }) => listener(data as EngineRequest)),
  },
  weightsDir,
);
