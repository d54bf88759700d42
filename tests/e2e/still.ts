/**
 * Run in the page: resolves to whether nothing is on its way, looked at after two frames, since a transition begins with the
 * frame that follows its cause. What goes round for ever (a spinner) is not waited for.
 */
export async function isStill(): Promise<boolean> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
  return document
    .getAnimations()
    .every(
      ({ playState, effect }) =>
        playState !== 'running' || effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY,
    );
}

/** Run in the page: every picture has been read, or has failed. */
export const picturesAreShown = (): boolean => [...document.images].every(({ complete }) => complete);
