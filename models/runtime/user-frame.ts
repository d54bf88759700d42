/** Directory of this runtime as it appears in stack traces; frames below it are not the user's. */
const OWN = new URL('.', import.meta.url).pathname;

/** Enough frames to look past TensorFlow.js's nested scopes and gradient tapes. */
const DEPTH = 200;

/**
 * The first place of a stack trace that lies in the user's code, as `path:line:column`.
 * @returns undefined where there is none, for example in a bundle that holds everything in one file
 */
export function userFrame(error: Error): string | undefined {
  return frames(error).find((frame) => !isOurs(frame));
}

/** Adds where the user's function stood to the message of an error that this runtime or TensorFlow.js threw. */
export function located(error: unknown): unknown {
  if (!(error instanceof Error) || error.message.includes(CALLED_AT)) return error;
  const [thrower] = frames(error);
  const place = thrower !== undefined && isOurs(thrower) ? userFrame(error) : undefined;
  if (place !== undefined) error.message += `${CALLED_AT}${place}.`;
  return error;
}

const CALLED_AT = ' Called at ';

/** Runs `body` with stack traces deep enough for `userFrame`. */
export function withDeepStacks<T>(body: () => T): T {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  try {
    return body();
  } finally {
    Error.stackTraceLimit = before;
  }
}

/** The places of a V8 stack trace, innermost first; frames of the engine itself are left out. */
function frames(error: Error): string[] {
  return (error.stack ?? '').split('\n').flatMap((line) => {
    const place = /^\s*at .*?\(?((?:file:\/\/)?[^\s()]+:\d+:\d+)\)?$/.exec(line)?.[1];
    return place === undefined || place.startsWith('node:') ? [] : [place.replace('file://', '')];
  });
}

const isOurs = (frame: string): boolean => frame.startsWith(OWN) || frame.includes('node_modules/@tensorflow/');
