import { ONNX_TYPE } from './onnx-model.ts';
import { ProtobufWriter } from './protobuf.ts';
import { type ProtobufField, protobufFields, textOf } from './protobuf-reader.ts';
import type { HostTensor } from './types.ts';

/**
 * Cuts single nodes out of an ONNX file, each as a file of its own with the weights that it reads: so that one can be run, and timed, by itself.
 * Nodes, tensors and operator sets go over byte by byte.
 * @returns what makes the file of the i-th node, whose other inputs are given; null where one is missing
 */
export function nodeCutter(
  onnx: Uint8Array,
): (i: number, given: Readonly<Record<string, HostTensor>>) => Uint8Array | null {
  const model = [...protobufFields(onnx)];
  // One after the other, repeated messages are one (`watch-values.ts` makes use of it).
  const graph = model.filter(({ field }) => field === 7).flatMap(({ bytes }) => [...protobufFields(bytes)]);
  const nodes = graph.filter(({ field }) => field === 1).map((field) => ({ field, ...portsOf(field) }));
  const tensors = new Map(graph.filter(({ field }) => field === 5).map((field) => [tensorName(field), field] as const));
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const isConstant = (name: string, depth: number): boolean => {
    if (name === '' || tensors.has(name)) return true;
    const maker = makers.get(name);
    return maker !== undefined && depth < 8 && maker.inputs.every((input) => isConstant(input, depth + 1));
  };
  return (i, given) => {
    const node = nodes[i];
    if (node === undefined) return null;
    const constants = new Set<(typeof nodes)[number]>();
    const weights = new Set<ProtobufField>();
    const feeds = new Set<string>();
    /** False where a value is neither given nor made of what lies in the file. */
    const needs = (name: string): boolean => {
      if (name === '') return true;
      const weight = tensors.get(name);
      if (weight !== undefined) {
        weights.add(weight);
        return true;
      }
      if (given[name] !== undefined) {
        feeds.add(name);
        return true;
      }
      const maker = makers.get(name);
      // A constant that is a node, and what is made of constants alone; all else has to be given.
      if (maker === undefined || !isConstant(name, 0)) return false;
      maker.inputs.every(needs);
      constants.add(maker);
      return true;
    };
    if (!node.inputs.every(needs)) return null;
    const file = new ProtobufWriter();
    for (const field of model) if (field.field === 1 || field.field === 8) file.copy(field);
    file.message(7, (w) => {
      for (const constant of constants) w.copy(constant.field);
      w.copy(node.field);
      w.string(2, 'node');
      for (const weight of weights) w.copy(weight);
      for (const name of feeds) writeInput(w, name, given[name]!);
      for (const output of node.outputs) if (output !== '') w.message(12, (port) => port.string(1, output));
    });
    return file.finish();
  };
}

function portsOf({ bytes }: ProtobufField) {
  const fields = [...protobufFields(bytes)];
  const names = (field: number): string[] => fields.filter((each) => each.field === field).map(textOf);
  return { inputs: names(1), outputs: names(2) };
}

function tensorName({ bytes }: ProtobufField): string {
  for (const field of protobufFields(bytes)) if (field.field === 8) return textOf(field);
  return '';
}

function writeInput(w: ProtobufWriter, name: string, { dtype, shape }: HostTensor): void {
  w.message(11, (port) => {
    port.string(1, name);
    port.message(2, (type) =>
      type.message(1, (tensor) => {
        tensor.int(1, ONNX_TYPE[dtype]);
        tensor.message(2, (dims) => {
          for (const length of shape) dims.message(1, (d) => d.int(1, length));
        });
      }),
    );
  });
}
