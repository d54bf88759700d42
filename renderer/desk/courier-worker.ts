/**
 * Carries camera frames to the host off the page's own thread: a frame's half megabyte goes out in many small steps, each of which would wait
 * for whatever the page is drawing (docs/benchmarks.md).
 */
import { connectWebSocket } from '../host/web-socket.ts';
import { planesOf } from './camera-planes.ts';
import type { CourierAnswer, CourierOrder } from './courier.ts';

const worker = self as unknown as {
  onmessage: (event: MessageEvent<CourierOrder>) => void;
  postMessage(answer: CourierAnswer, transfer: Transferable[]): void;
};
const transport = connectWebSocket(`ws://${location.host}/live`);

worker.onmessage = ({ data: { id, camera, frame } }) => {
  void carry(camera, frame).then(
    (answer) =>
      worker.postMessage({ id, ...answer }, answer.planes === null ? [] : [answer.planes.data.buffer as ArrayBuffer]),
    () => worker.postMessage({ id, planes: null, outcome: null }, []),
  );
};

async function carry(camera: string, frame: VideoFrame): Promise<Omit<CourierAnswer, 'id'>> {
  const planes = await planesOf(frame);
  if (planes === null) return { planes, outcome: null };
  return {
    planes,
    outcome: (await transport.call('desk.frame', { camera, image: planes }, {})) as CourierAnswer['outcome'],
  };
}
