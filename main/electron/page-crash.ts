/** A second crash this soon after the first comes from the page itself: opening it again would go round in circles. */
const soonMs = 30_000;

/** What to do when the page's process is gone: open it again, or give up. Nothing is lost with it, the host holds all data. */
export function pageCrashes(now: () => number = Date.now): (reason: string) => 'reload' | 'close' | 'nothing' {
  let last = Number.NEGATIVE_INFINITY;
  return (reason) => {
    if (reason === 'clean-exit') return 'nothing';
    const soon = now() - last < soonMs;
    last = now();
    return soon ? 'close' : 'reload';
  };
}
