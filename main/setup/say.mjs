/** The line that a step keeps rewriting, while there is one. */
let lineIsUp = false;

function clearLine() {
  if (lineIsUp) process.stderr.write('\r\x1b[K');
  lineIsUp = false;
}

/** Set-up speaks on stderr: stdout belongs to what runs after it. */
export function say(text) {
  clearLine();
  process.stderr.write(`${text}\n`);
}

/**
 * Runs `work` under a line that shows how long it has taken: rewritten every second on a terminal, else once at each end.
 * Steps that take less than `quietMs` leave no line.
 */
export async function step(label, work, { quietMs = 0 } = {}) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const terminal = process.stderr.isTTY === true;
  if (!terminal && quietMs === 0) say(`${label} …`);
  const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
  let frame = 0;
  const timer = setInterval(() => {
    if (!terminal) return;
    frame = (frame + 1) % frames.length;
    process.stderr.write(`\r${frames[frame]} ${label} … ${seconds()} s\x1b[K`);
    lineIsUp = true;
  }, 200);
  try {
    const result = await work();
    if (Date.now() - started >= quietMs) say(`✓ ${label} (${seconds()} s)`);
    return result;
  } catch (error) {
    say(`✗ ${label}`);
    throw error;
  } finally {
    clearInterval(timer);
    clearLine();
  }
}
