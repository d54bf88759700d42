/**
 * Compresses camera frames and carries them to the host off the page's own thread: there, compression waits for the page to be idle, and each
 * step of a message for whatever the page is drawing (docs/benchmarks.md).
 */
import type { Enough } from '../../main/contract/camera-frame.ts';
import { connectWebSocket } from '../host/web-socket.ts';
import {
  type CourierAnswer,
  type CourierOrder,
  type FrameAsk,
  type NextOrder,
  type TrackOrder,
  wholeFrame,
} from './courier.ts';

const worker = self as unknown as {
  onmessage: (event: MessageEvent<CourierOrder | TrackOrder | NextOrder>) => void;
  postMessage(answer: CourierAnswer): void;
};
const transport = connectWebSocket(`ws://${location.host}/live`);
// One for whole frames and one for parts: setting a size, also the same one, takes new memory for the pixels.
const [forWhole, forPart] = [new OffscreenCanvas(1, 1), new OffscreenCanvas(1, 1)];

/** A frame that lay longer while the one before was on its way is passed over: the next is at most one picture's time away, and shows what is. */
const freshMs = 10;

/** The page's wish for a frame of the track. */
let wish = Promise.withResolvers<NextOrder>();

worker.onmessage = ({ data }) => {
  if ('frames' in data) void carryTrack(data);
  else if ('frame' in data)
    void carry(data.camera, data.frame, data.ask, null).then((carried) =>
      worker.postMessage({ id: data.id, takenAt: 0, ...carried }),
    );
  else wish.resolve(data);
};

async function carryTrack({ camera, frames }: TrackOrder): Promise<void> {
  const reader = frames.getReader();
  // Frames are stamped by a clock with another beginning. The one that came soonest after its stamp tells how much earlier that was.
  let offset = Number.POSITIVE_INFINITY;
  let enough: EnoughOf | null = null;
  for (;;) {
    const { ask, whole } = await wish.promise;
    const { value: frame, done } = await reader.read();
    if (done) return;
    const stamp = frame.timestamp / 1000;
    const now = performance.timeOrigin + performance.now();
    offset = Math.min(offset, now - stamp);
    if (now - stamp - offset > freshMs) {
      frame.close();
      continue;
    }
    const { displayWidth, displayHeight } = frame;
    const fits = enough?.displayWidth === displayWidth && enough.displayHeight === displayHeight;
    const { blob, place, outcome } = await carry(camera, frame, ask, fits && !whole ? enough!.part : null);
    const part = outcome.ok ? outcome.value.enough : null;
    enough = part && { part, displayWidth, displayHeight };
    // The page's wish stands, for the next frame.
    if (!outcome.ok && outcome.error.code === 'WHOLE_FRAME_NEEDED') continue;
    wish = Promise.withResolvers();
    worker.postMessage({ id: 0, takenAt: stamp + offset, blob, place, outcome });
  }
}

/** What the host said is enough of the next frame, and of which size that has to be. */
interface EnoughOf {
  readonly part: Enough;
  readonly displayWidth: number;
  readonly displayHeight: number;
}

/** @param enough of the frame; null for all of it */
async function carry(
  camera: string,
  frame: VideoFrame,
  ask: FrameAsk,
  enough: Enough | null,
): Promise<Pick<CourierAnswer, 'blob' | 'place' | 'outcome'>> {
  const { displayWidth: frameWidth, displayHeight: frameHeight } = frame;
  const { x, y, width, height, scale } = enough ?? { ...wholeFrame, width: frameWidth, height: frameHeight };
  const canvas = enough === null ? forWhole : forPart;
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
  // Kept in the processor's memory: its pixels are read every time.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  context?.drawImage(frame, x, y, width, height, 0, 0, size.width, size.height);
  frame.close();
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
  const image = new Uint8Array(await blob.arrayBuffer());
  const part = enough === null ? undefined : { x, y, width, height, frameWidth, frameHeight };
  const outcome = await transport.call('desk.frame', { camera, image, part, ...ask }, {});
  return { blob, place: { x, y, scale }, outcome: outcome as CourierAnswer['outcome'] };
}
