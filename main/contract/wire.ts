/**
 * Values that hold bytes, as one message: `[u32 header length][JSON header][bytes…]`, little endian. In the JSON each
 * Uint8Array or Float32Array is `{ $bytes: [offset, length] }` or `{ $floats: [offset, count] }`; an object whose own key
 * begins with `$` is refused when encoding, so that nothing a person typed is ever taken for bytes.
 * HTTP, WebSocket and the local socket all carry it.
 */
export function encodeMessage(value: unknown): Uint8Array {
  const parts: Uint8Array[] = [];
  let offset = 0;
  const place = (bytes: Uint8Array): number => {
    const at = offset;
    parts.push(bytes);
    offset += bytes.byteLength;
    return at;
  };
  const visit = (item: unknown): unknown => {
    if (item instanceof Uint8Array) return { $bytes: [place(item), item.byteLength] };
    if (item instanceof Float32Array) {
      const bytes = new Uint8Array(item.buffer, item.byteOffset, item.byteLength);
      return { $floats: [place(bytes), item.length] };
    }
    if (Array.isArray(item)) return item.map(visit);
    if (item !== null && typeof item === 'object') {
      const out: Record<string, unknown> = {};
      for (const [key, inner] of Object.entries(item)) {
        if (key.startsWith('$')) throw new TypeError(`a message key must not begin with "$": ${key}`);
        if (inner !== undefined) out[key] = visit(inner);
      }
      return out;
    }
    return item;
  };
  const header = new TextEncoder().encode(JSON.stringify(visit(value) ?? null));
  const message = new Uint8Array(4 + header.byteLength + offset);
  new DataView(message.buffer).setUint32(0, header.byteLength, true);
  message.set(header, 4);
  let at = 4 + header.byteLength;
  for (const part of parts) {
    message.set(part, at);
    at += part.byteLength;
  }
  return message;
}

/** Reads what `encodeMessage` wrote. Throws a TypeError with a reason on anything else; never reads outside the message. */
export function decodeMessage(message: Uint8Array): unknown {
  if (message.byteLength < 4) throw new TypeError('message is shorter than its header length');
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const headerLength = view.getUint32(0, true);
  if (4 + headerLength > message.byteLength) throw new TypeError('message header is truncated');
  const base = 4 + headerLength;
  const take = (range: unknown, unit: number): Uint8Array => {
    if (!Array.isArray(range) || range.length !== 2) throw new TypeError('malformed byte range');
    const [start, count] = range as [number, number];
    if (!Number.isInteger(start) || !Number.isInteger(count) || start < 0 || count < 0)
      throw new TypeError('malformed byte range');
    if (base + start + count * unit > message.byteLength) throw new TypeError('byte range is outside the message');
    // A copy, and of bytes alone: `slice` of Node's Buffer is a view.
    return new Uint8Array(message.subarray(base + start, base + start + count * unit));
  };
  const text = new TextDecoder('utf-8', { fatal: true }).decode(message.subarray(4, base));
  return JSON.parse(text, (_key, item: unknown) => {
    if (item !== null && typeof item === 'object' && !Array.isArray(item)) {
      if ('$bytes' in item) return take(item.$bytes, 1);
      if ('$floats' in item) return new Float32Array(take(item.$floats, 4).buffer);
    }
    return item;
  });
}
