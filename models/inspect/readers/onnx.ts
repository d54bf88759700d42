import type { OnnxAttribute } from '../../runtime/read-onnx.ts';
import { readOnnx } from '../../runtime/read-onnx.ts';
import type { Attribute, Length, NetworkGraph, Operation } from '../graph.ts';

/** An ONNX file as a graph. @throws OnnxError in one sentence */
export function graphOfOnnx(bytes: Uint8Array): NetworkGraph {
  const file = readOnnx(bytes);
  return {
    format: 'onnx',
    producer: file.producer,
    inputs: file.inputs.map(({ name, dtype, shape }) => ({
      name,
      dtype,
      shape: shape?.map((length): Length => (typeof length === 'number' ? length : null)) ?? null,
    })),
    operations: file.nodes.map(
      ({ name, op, domain, inputs, outputs, attributes }): Operation => ({
        name,
        // What is not of the standard set is somebody's own, whatever its name.
        op: domain === '' ? op : `${domain}.${op}`,
        inputs,
        outputs: outputs.filter((output) => output !== ''),
        attributes: new Map([...attributes].map(([key, value]) => [key, attributeOf(value)])),
      }),
    ),
    weights: new Map(
      [...file.initializers].map(([name, { dtype, shape, data }]) => [
        name,
        { name, dtype, shape, numbers: () => data },
      ]),
    ),
    outputs: file.outputs.map(({ name }) => name),
  };
}

const attributeOf = (value: OnnxAttribute): Attribute => value;
