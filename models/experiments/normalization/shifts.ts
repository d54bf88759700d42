import type { LabelledPictures } from '../small/faces.ts';

/** Accuracy under a change of light that training never saw: x → contrast · x + brightness, cut off at black and white. */
export const SHIFTS = [
  { id: 'darker', brightness: -0.25, contrast: 1 },
  { id: 'brighter', brightness: 0.25, contrast: 1 },
  { id: 'flatter', brightness: 0, contrast: 0.6 },
  { id: 'harder', brightness: 0, contrast: 1.6 },
] as const;

export const inOtherLight = (
  faces: LabelledPictures,
  { brightness, contrast }: { readonly brightness: number; readonly contrast: number },
): LabelledPictures => ({
  ...faces,
  data: faces.data.map((value) => Math.max(-1, Math.min(1, contrast * value + brightness))),
});
