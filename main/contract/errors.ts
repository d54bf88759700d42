import { z } from 'zod';

/** Every expected way in which a call can end badly. Closed: a new one is added here, with its two texts in the renderer. */
export const errorCodes = [
  'BAD_INPUT',
  'BAD_IMAGE',
  'UNSUPPORTED_IMAGE',
  'IMAGE_TOO_LARGE',
  'NO_FACE',
  'MULTIPLE_FACES',
  'LOW_QUALITY',
  'NOT_FOUND',
  'NAME_TAKEN',
  'NOT_ENROLLED',
  'LAST_TEMPLATE',
  'MODEL_MISMATCH',
  'MODEL_MISSING',
  'BAD_MODEL',
  'WEIGHTS_TAMPERED',
  'ENGINE_CRASHED',
  'SETUP_NEEDED',
  'STORE_LOCKED',
  'STORE_IN_USE',
  'STORE_CORRUPT',
  'STORE_TOO_NEW',
  'STORE_READ_ONLY',
  'DISK_FULL',
  'CAMERA_DENIED',
  'WHOLE_FRAME_NEEDED',
  'CONSENT_MISSING',
  'BUSY',
  'CANCELLED',
  'FORBIDDEN',
  'SIGN_IN_NEEDED',
  'WRONG_PASSWORD',
  'RATE_LIMITED',
  'HOST_GONE',
  'INTERNAL',
] as const;

export const errorSchema = z.object({
  code: z.enum(errorCodes),
  /** What happened and what to do, in English; the renderer shows its own text for `code` where it has one. */
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});

export type ErrorCode = (typeof errorCodes)[number];
export type CallError = z.infer<typeof errorSchema>;

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CallError };

export const ok = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const fail = (code: ErrorCode, message: string, details?: Record<string, unknown>): Outcome<never> => ({
  ok: false,
  error: details === undefined ? { code, message } : { code, message, details },
});
