/**
 * Compresses camera frames and carries them to the host off the page's own thread: there, compression waits for the page to be idle, and each
 * step of a message for whatever the page is drawing (docs/benchmarks.md).
 */
import { connectWebSocket } from '../host/web-socket.ts';
import type { CourierAnswer, CourierOrder } from './courier.ts';

const worker = self as unknown as {
  onmessage: (event: MessageEvent<CourierOrder>) => void;
  postMessage(answer: CourierAnswer): void;
};
const transport = connectWebSocket(`ws://${location.host}/live`);
const canvas = new OffscreenCanvas(1, 1);
// Kept in the processor's memory: its pixels are read every time.
const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });

worker.onmessage = ({ data: { id, camera, frame, softmax } }) => {
  void carry(camera, frame, softmax).then((answer) => worker.postMessage({ id, ...answer }));
};

async function carry(camera: string, frame: VideoFrame, softmax: boolean): Promise<Omit<CourierAnswer, 'id'>> {
  const { displayWidth: width, displayHeight: height } = frame;
  // Setting a size, also the same one, takes new memory for the pixels.
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  context?.drawImage(frame, 0, 0);
  frame.close();
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
  const image = new Uint8Array(await blob.arrayBuffer());
  const outcome = (await transport.call('desk.frame', { camera, image, softmax }, {})) as CourierAnswer['outcome'];
  return { blob, outcome };
}
