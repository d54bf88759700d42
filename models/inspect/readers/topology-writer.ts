import type { io } from '@tensorflow/tfjs-core';
import type { TfjsFiles } from '../../runtime/tfjs-files.ts';

type AttrValue =
  | { readonly i: string }
  | { readonly f: number }
  | { readonly b: boolean }
  | { readonly s: string }
  | { readonly list: { readonly i: readonly string[] } };

const text = (value: string): AttrValue => ({ s: btoa(value) });
const whole = (values: readonly number[]): AttrValue => ({ list: { i: values.map(String) } });

/** Before the names of numbers that stand in a package's code and not among its weights. */
export const IN_CODE = 'code/';

/** Writes a TensorFlow graph, operation by operation, as TensorFlow.js saves one: for weights whose file does not say how they are connected. */
export class TopologyWriter {
  private readonly nodes: object[] = [];
  private readonly specs: io.WeightsManifestEntry[];
  private readonly constants: Uint8Array[] = [];
  private readonly known: ReadonlySet<string>;

  /** @param specs the weights that are there already */
  constructor(specs: readonly io.WeightsManifestEntry[]) {
    this.specs = [...specs];
    this.known = new Set(specs.map(({ name }) => name));
    for (const { name, dtype } of specs) this.constantNode(name, dtype);
  }

  has(weight: string): boolean {
    return this.known.has(weight);
  }

  /** A colour picture of this side, values 0 … 255. */
  input(side: number): string {
    const dim = [1, side, side, 3].map((size) => ({ size: String(size) }));
    this.nodes.push({
      name: 'image',
      op: 'Placeholder',
      attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: { dim } } },
    });
    return 'image';
  }

  op(op: string, name: string, input: readonly string[], attr: Readonly<Record<string, AttrValue>> = {}): string {
    this.nodes.push({ name, op, input, attr: { T: { type: 'DT_FLOAT' }, ...attr } });
    return name;
  }

  conv(x: string, filters: string, stride: number, padding: 'SAME' | 'VALID'): string {
    return this.op('Conv2D', `${filters}/conv`, [x, filters], this.window(stride, padding));
  }

  depthwise(x: string, filters: string, stride: number, padding: 'SAME' | 'VALID'): string {
    return this.op('DepthwiseConv2dNative', `${filters}/conv`, [x, filters], this.window(stride, padding));
  }

  bias(x: string, name: string): string {
    return this.op('BiasAdd', `${name}/add`, [x, name], { data_format: text('NHWC') });
  }

  norm(x: string, name: string): string {
    const inputs = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((each) => `${name}/${each}`);
    const attr = { data_format: text('NHWC'), epsilon: { f: 0.001 }, is_training: { b: false } };
    return this.op('FusedBatchNormV3', name, [x, ...inputs], attr);
  }

  pool(
    op: 'MaxPool' | 'AvgPool',
    name: string,
    x: string,
    side: number,
    stride: number,
    padding: 'SAME' | 'VALID',
  ): string {
    return this.op(op, name, [x], { ...this.window(stride, padding), ksize: whole([1, side, side, 1]) });
  }

  /** All but the batch in one axis. */
  flat(x: string, name: string): string {
    return this.reshape(x, name, [1, -1]);
  }

  reshape(x: string, name: string, shape: readonly number[]): string {
    return this.op('Reshape', name, [x, this.wholeNumbers(`${name}/shape`, shape)]);
  }

  /** Zeros at the bottom, at the right and in further channels. */
  pad(x: string, name: string, places: number, channels: number): string {
    const pads = [0, 0, 0, places, 0, places, 0, channels];
    return this.op('Pad', name, [x, this.wholeNumbers(`${name}/paddings`, pads, [4, 2])]);
  }

  mean(x: string, name: string): string {
    return this.op('Mean', name, [x, this.wholeNumbers(`${name}/axes`, [1, 2])], { keep_dims: { b: false } });
  }

  concat(name: string, inputs: readonly string[], axis: number): string {
    return this.op('ConcatV2', name, [...inputs, this.wholeNumbers(`${name}/axis`, [axis], [])], {
      N: { i: String(inputs.length) },
    });
  }

  fully(x: string, weights: string, bias?: string): string {
    const turned = { transpose_a: { b: false }, transpose_b: { b: false } };
    const product = this.op('MatMul', `${weights}/product`, [x, weights], turned);
    return bias === undefined ? product : this.bias(product, bias);
  }

  numbers(name: string, values: readonly number[]): string {
    return this.constant(
      name,
      'float32',
      values.length === 1 ? [] : [values.length],
      new Uint8Array(Float32Array.from(values).buffer),
    );
  }

  private wholeNumbers(name: string, values: readonly number[], shape: readonly number[] = [values.length]): string {
    return this.constant(name, 'int32', shape, new Uint8Array(Int32Array.from(values).buffer));
  }

  private constant(what: string, dtype: 'float32' | 'int32', shape: readonly number[], bytes: Uint8Array): string {
    const name = `${IN_CODE}${what}`;
    this.specs.push({ name, dtype, shape: [...shape] });
    this.constants.push(bytes);
    this.constantNode(name, dtype);
    return name;
  }

  private constantNode(name: string, dtype: string): void {
    this.nodes.push({ name, op: 'Const', attr: { dtype: { type: dtype === 'int32' ? 'DT_INT32' : 'DT_FLOAT' } } });
  }

  private window(stride: number, padding: 'SAME' | 'VALID'): Readonly<Record<string, AttrValue>> {
    return {
      strides: whole([1, stride, stride, 1]),
      dilations: whole([1, 1, 1, 1]),
      padding: text(padding),
      data_format: text('NHWC'),
    };
  }

  /** Bytes of the constants that were added, to stand behind the given weights'. */
  constantBytes(): Uint8Array {
    const all = new Uint8Array(this.constants.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const bytes of this.constants) {
      all.set(bytes, at);
      at += bytes.length;
    }
    return all;
  }

  model(weightData: ArrayBuffer, outputs: readonly string[]): TfjsFiles {
    // Weights that its graph does not read are left in: they are in the file.
    const signature = { outputs: Object.fromEntries(outputs.map((name) => [name, { name }])) };
    const artifacts = {
      modelTopology: { node: this.nodes, versions: { producer: 1 } },
      weightSpecs: this.specs,
      weightData,
      signature,
    };
    return { format: 'graph-model', artifacts: artifacts as TfjsFiles['artifacts'], metadata: new Map() };
  }
}
