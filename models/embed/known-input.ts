import type { OnnxFile } from '../runtime/read-onnx.ts';
import { DEFAULTS, type Described, fromMetadata } from './describe-onnx.ts';

/** Where a thing is known from: the file's shapes (which nobody can change), its metadata, or nowhere: it is assumed. */
export type Source = 'shape' | 'metadata' | 'assumed';

/** One thing about a network; `value` is undefined where nothing is assumed and a person must say it. */
export interface Known<T> {
  readonly value: T | undefined;
  readonly source: Source;
}

export type KnownInput = { readonly [K in keyof Described]-?: Known<NonNullable<Described[K]>> };

/** All that a file says of its network before it is opened, for a person to look over. `inputRecordOf` decides later. */
export function knownInputOf(file: Pick<OnnxFile, 'inputs' | 'metadata'>): KnownInput {
  const described = fromMetadata(file.metadata);
  const { layout, size } = inShape(file.inputs[0]?.shape ?? null);
  const known = <T>(fromFile: T | undefined, assumed?: T, fromShape?: T): Known<T> => {
    if (fromShape !== undefined) return { value: fromShape, source: 'shape' };
    return fromFile === undefined ? { value: assumed, source: 'assumed' } : { value: fromFile, source: 'metadata' };
  };
  return {
    name: known(described.name),
    size: known(described.size, undefined, size),
    layout: known(described.layout, undefined, layout),
    channels: known<'rgb' | 'bgr'>(described.channels, DEFAULTS.channels),
    mean: known<number>(described.mean, DEFAULTS.mean),
    std: known<number>(described.std, DEFAULTS.std),
    chip: known<NonNullable<Described['chip']>>(described.chip, DEFAULTS.chip),
    mirror: known<boolean>(described.mirror, false),
    licence: known(described.licence),
    provenance: known(described.provenance),
  };
}

function inShape(shape: readonly (number | string)[] | null): {
  layout?: 'nchw' | 'nhwc' | undefined;
  size?: number | undefined;
} {
  if (shape?.length !== 4) return {};
  const [, first, , last] = shape;
  const layout = first === 3 ? 'nchw' : last === 3 ? 'nhwc' : undefined;
  if (layout === undefined) return {};
  const sides = layout === 'nchw' ? shape.slice(2) : shape.slice(1, 3);
  return { layout, size: sides.find((side): side is number => typeof side === 'number') };
}
