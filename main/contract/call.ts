import { z } from 'zod';

/** One call between renderer (or command line, or integrator) and host. */
export interface CallDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
  /** What the call reports while it works, if it works long. */
  readonly progress?: z.ZodType;
}

export const defineCall = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  progress?: z.ZodType,
): CallDefinition<I, O> => (progress === undefined ? { input, output } : { input, output, progress });

/** Bytes of a file; the wire carries them beside the JSON (see wire.ts). */
export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes of a file are expected');

export const vector = z.custom<Float32Array>((value) => value instanceof Float32Array, 'a vector is expected');

/** ISO 8601 with a time zone. */
export const instant = z.string();

export const id = z.string().min(1).max(64);

/** A person's name as typed: trimmed, 1 to 120 characters, no line breaks or other control characters. */
export const personName = z
  .string()
  .trim()
  .min(1)
  .max(120)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
  .refine((name) => !/[\u0000-\u001f\u007f]/.test(name), 'a name has no control characters');

/** A file or folder on the host's disk. No system has a path with a zero in it; its calls throw on one. */
export const path = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => !text.includes('\u0000'), 'a path has no zero character');

export const progressOfItems = z.object({ done: z.number(), total: z.number(), item: z.string().optional() });
