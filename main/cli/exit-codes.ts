import type { ErrorCode } from '../contract/errors.ts';

/** Documented in README. */
export const exitCode = {
  ok: 0,
  no: 1,
  usage: 2,
  input: 3,
  store: 4,
  engine: 5,
  internal: 70,
  cancelled: 130,
} as const;

const byError: Readonly<Record<ErrorCode, number>> = {
  BAD_INPUT: exitCode.usage,
  BAD_IMAGE: exitCode.input,
  UNSUPPORTED_IMAGE: exitCode.input,
  IMAGE_TOO_LARGE: exitCode.input,
  NO_FACE: exitCode.input,
  MULTIPLE_FACES: exitCode.input,
  LOW_QUALITY: exitCode.input,
  NOT_FOUND: exitCode.input,
  NAME_TAKEN: exitCode.input,
  NOT_ENROLLED: exitCode.no,
  LAST_TEMPLATE: exitCode.input,
  MODEL_MISMATCH: exitCode.input,
  MODEL_MISSING: exitCode.engine,
  BAD_MODEL: exitCode.input,
  WEIGHTS_TAMPERED: exitCode.engine,
  ENGINE_CRASHED: exitCode.engine,
  SETUP_NEEDED: exitCode.store,
  STORE_LOCKED: exitCode.store,
  STORE_IN_USE: exitCode.store,
  STORE_CORRUPT: exitCode.store,
  STORE_TOO_NEW: exitCode.store,
  STORE_READ_ONLY: exitCode.store,
  DISK_FULL: exitCode.store,
  CAMERA_DENIED: exitCode.input,
  WHOLE_FRAME_NEEDED: exitCode.input,
  CONSENT_MISSING: exitCode.usage,
  BUSY: exitCode.input,
  CANCELLED: exitCode.cancelled,
  FORBIDDEN: exitCode.store,
  SIGN_IN_NEEDED: exitCode.store,
  WRONG_PASSWORD: exitCode.store,
  RATE_LIMITED: exitCode.store,
  HOST_GONE: exitCode.engine,
  INTERNAL: exitCode.internal,
};

export const exitCodeFor = (code: ErrorCode): number => byError[code];
