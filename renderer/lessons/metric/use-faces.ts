import { useEffect, useMemo, useRef, useState } from 'react';
import type { FacesChoice } from '../../../models/experiments/metric/camera-faces.ts';
import type { PicturesInput } from '../../../models/experiments/metric/pictures.ts';
import { runTask } from '../frame/run-task.ts';

/** Side at which pictures are shown; the network sees them at 16. */
const side = 56;

/** Pictures of invented people as addresses, drawn in the page's worker; null until they are there. */
export function useFaces(choice: FacesChoice | null, which: readonly number[]): (at: number) => string | null {
  const [bytes, setBytes] = useState<Uint8Array | null>(null);
  const made = useRef<(string | null)[]>([]);
  const key = choice === null ? null : JSON.stringify([choice, which]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the key holds
  useEffect(() => {
    setBytes(null);
    made.current = [];
    if (choice === null) return;
    const input: PicturesInput = { choice, size: side, which };
    return runTask<Uint8Array, unknown>(
      { lesson: 'metric', task: 'pictures', input },
      { onResult: setBytes, onFailure: () => {} },
    );
  }, [key]);
  return useMemo(
    () => (at) => {
      if (bytes === null || (at + 1) * side * side * 3 > bytes.length) return null;
      made.current[at] ??= addressOf(bytes.subarray(at * side * side * 3, (at + 1) * side * side * 3));
      return made.current[at] ?? null;
    },
    [bytes],
  );
}

function addressOf(rgb: Uint8Array): string {
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const pixels = new ImageData(side, side);
  for (let i = 0, at = 0; i < rgb.length; i += 3, at += 4) {
    pixels.data.set(rgb.subarray(i, i + 3), at);
    pixels.data[at + 3] = 255;
  }
  canvas.getContext('2d')!.putImageData(pixels, 0, 0);
  return canvas.toDataURL('image/png');
}
