import { decodeMessage, encodeMessage } from '../contract/wire.ts';
import type { StoredCrop } from '../engine/protocol.ts';

/** A portrait with its landmarks as the bytes that the store seals. */
export const cropBytes = (crop: StoredCrop): Uint8Array => encodeMessage(crop);

export const cropFromBytes = (bytes: Uint8Array): StoredCrop => decodeMessage(bytes) as StoredCrop;
