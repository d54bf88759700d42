/**
 * Compresses camera frames and carries them to the host off the page's own thread: there, compression waits for the page to be idle, and each
 * step of a message for whatever the page is drawing (docs/benchmarks.md).
 */
import { connectWebSocket } from '../host/web-socket.ts';
import type { CourierAnswer, CourierOrder, NextOrder, TrackOrder } from './courier.ts';

const worker = self as unknown as {
  onmessage: (event: MessageEvent<CourierOrder | TrackOrder | NextOrder>) => void;
  postMessage(answer: CourierAnswer): void;
};
const transport = connectWebSocket(`ws://${location.host}/live`);
const canvas = new OffscreenCanvas(1, 1);
// Kept in the processor's memory: its pixels are read every time.
const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });

/** A frame that lay longer while the one before was on its way is passed over: the next is at most one picture's time away, and shows what is. */
const freshMs = 10;

/** The page's wish for a frame of the track. */
let wish = Promise.withResolvers<NextOrder>();

worker.onmessage = ({ data }) => {
  if ('frames' in data) void carryTrack(data);
  else if ('frame' in data)
    void carry(data.camera, data.frame, data.softmax).then((carried) =>
      worker.postMessage({ id: data.id, takenAt: 0, ...carried }),
    );
  else wish.resolve(data);
};

async function carryTrack({ camera, frames }: TrackOrder): Promise<void> {
  const reader = frames.getReader();
  // Frames are stamped by a clock with another beginning. The one that came soonest after its stamp tells how much earlier that was.
  let offset = Number.POSITIVE_INFINITY;
  for (;;) {
    const { softmax } = await wish.promise;
    const { value: frame, done } = await reader.read();
    if (done) return;
    const stamp = frame.timestamp / 1000;
    const now = performance.timeOrigin + performance.now();
    offset = Math.min(offset, now - stamp);
    if (now - stamp - offset > freshMs) {
      frame.close();
      continue;
    }
    wish = Promise.withResolvers();
    worker.postMessage({ id: 0, takenAt: stamp + offset, ...(await carry(camera, frame, softmax)) });
  }
}

async function carry(
  camera: string,
  frame: VideoFrame,
  softmax: boolean,
): Promise<Pick<CourierAnswer, 'blob' | 'outcome'>> {
  const { displayWidth: width, displayHeight: height } = frame;
  // Setting a size, also the same one, takes new memory for the pixels.
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  context?.drawImage(frame, 0, 0);
  frame.close();
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
  const image = new Uint8Array(await blob.arrayBuffer());
  const outcome = await transport.call('desk.frame', { camera, image, softmax }, {});
  return { blob, outcome: outcome as CourierAnswer['outcome'] };
}
