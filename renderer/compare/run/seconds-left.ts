/** Too little is done to say. */
const leastShare = 0.03;

/** Seconds that the rest takes if it goes on as until now; null before that can be said, or when there is no rest. */
export function secondsLeft({ share, seconds }: { readonly share: number; readonly seconds: number }): number | null {
  if (!(share >= leastShare) || share >= 1) return null;
  return (seconds * (1 - share)) / share;
}
