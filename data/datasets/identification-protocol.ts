import { readFile } from 'node:fs/promises';
import { parseTsv } from './tsv.ts';
import { pathCell } from './verification-pairs.ts';

export const protocolRoles = ['enrol', 'known_probe', 'unknown_probe'] as const;
export type ProtocolRole = (typeof protocolRoles)[number];

/** One image of an open-set protocol and what it is for. The path is relative to the data set's root. */
export interface ProtocolImage {
  readonly line: number;
  readonly role: ProtocolRole;
  readonly identity: string;
  readonly path: string;
}

/**
 * TSV with `role` (enrol, known_probe, unknown_probe), `identity`, `path`. Refused besides malformed cells: a known probe
 * whose person is never enrolled, an unknown probe whose person is, and an image listed twice, because each makes the
 * figures wrong without a sign. Throws a DataSetError that names line and column.
 */
export function parseIdentificationProtocol(text: string, file: string): ProtocolImage[] {
  const { rows } = parseTsv(text, file, ['role', 'identity', 'path']);
  const seen = new Map<string, number>();
  const images = rows.map((row): ProtocolImage => {
    const role = protocolRoles.find((known) => known === row.get('role'));
    if (role === undefined)
      throw row.error('role', `must be one of ${protocolRoles.join(', ')}, not "${row.get('role')}"`);
    const path = pathCell(row, 'path');
    const before = seen.get(path);
    if (before !== undefined) throw row.error('path', `"${path}" is listed already, on line ${before}`);
    seen.set(path, row.line);
    return { line: row.line, role, identity: row.get('identity'), path };
  });
  const enrolled = new Set(images.filter((image) => image.role === 'enrol').map((image) => image.identity));
  for (const [i, image] of images.entries()) {
    if (image.role === 'known_probe' && !enrolled.has(image.identity))
      throw rows[i]!.error('identity', `"${image.identity}" is a known probe but has no enrol row`);
    if (image.role === 'unknown_probe' && enrolled.has(image.identity))
      throw rows[i]!.error('identity', `"${image.identity}" is an unknown probe but is enrolled`);
  }
  return images;
}

export const readIdentificationProtocol = async (file: string): Promise<ProtocolImage[]> =>
  parseIdentificationProtocol(await readFile(file, 'utf8'), file);
