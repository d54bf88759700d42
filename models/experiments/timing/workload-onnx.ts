import { seededRandom } from '../../metrics/seeded-random.ts';
import { Graph } from '../../runtime/graph.ts';
import { encodeOnnxModel } from '../../runtime/onnx-model.ts';
import type { HostTensor } from '../../runtime/types.ts';
import type { ActivationKind, Workload } from './workload.ts';
import { filterNumbers } from './workload.ts';

/** The workload as an ONNX file of input x [1, c, s, s] and output y, channels first; grouped convolutions are ONNX's own. */
export function workloadOnnx({ side, channels, steps }: Workload, seed: number): Uint8Array {
  const random = seededRandom(seed);
  const graph = new Graph();
  graph.inputs.push({ name: 'x', dtype: 'float32', shape: [1, channels, side, side] });
  let [value, at, depth] = ['x', side, channels];
  for (const step of steps) {
    if (step.op === 'activation') value = activated(graph, value, step.kind);
    else if (step.op === 'shuffle') {
      const each = step.input / step.groups;
      const apart = graph.node('Reshape', [value, graph.ints([1, step.groups, each, at * at])]);
      const turned = graph.node('Transpose', [apart], { perm: [0, 2, 1, 3] });
      value = graph.node('Reshape', [turned, graph.ints([1, step.input, at, at])]);
    } else {
      const { kernel, stride, input, output, groups, active } = step;
      const fanIn = (kernel * kernel * input) / groups;
      const shape = [output, input / groups, kernel, kernel];
      const numbers = outputsFirst(filterNumbers(output * fanIn, fanIn, random), kernel, input / groups, output);
      const filter = graph.constant(numbers, shape, 'float32');
      value = graph.node('Conv', [value, filter], {
        auto_pad: 'SAME_UPPER',
        group: groups,
        kernel_shape: [kernel, kernel],
        strides: [stride, stride],
      });
      if (active) value = graph.node('Relu', [value]);
      at = Math.ceil(at / stride);
      depth = output;
    }
  }
  graph.outputs.push({ name: 'y', dtype: 'float32', shape: [1, depth, at, at], value });
  return encodeOnnxModel(graph, { name: 'workload' });
}

/** [k, k, in, out], as TensorFlow.js has it, to ONNX's [out, in, k, k]. */
function outputsFirst(values: Float32Array, kernel: number, input: number, output: number): Float32Array {
  const places = kernel * kernel;
  const turned = new Float32Array(values.length);
  for (let place = 0; place < places; place++)
    for (let i = 0; i < input; i++)
      for (let o = 0; o < output; o++)
        turned[(o * input + i) * places + place] = values[(place * input + i) * output + o]!;
  return turned;
}

function activated(graph: Graph, x: string, kind: ActivationKind): string {
  switch (kind) {
    case 'relu':
      return graph.node('Relu', [x]);
    case 'relu6':
      return graph.node('Clip', [x, graph.float(0), graph.float(6)]);
    case 'hard-swish':
      return graph.node('HardSwish', [x]);
    case 'sigmoid':
      return graph.node('Sigmoid', [x]);
    case 'swish':
      return graph.node('Mul', [x, graph.node('Sigmoid', [x])]);
    case 'tanh':
      return graph.node('Tanh', [x]);
  }
}

/** Maps to put in: numbers from −1 to 1, channels first or last as they lie. */
export function workloadInput({ side, channels }: Workload, layout: 'nchw' | 'nhwc', seed: number): HostTensor {
  const random = seededRandom(seed + 1);
  const shape = layout === 'nchw' ? [1, channels, side, side] : [1, side, side, channels];
  return {
    dtype: 'float32',
    shape,
    data: Float32Array.from({ length: side * side * channels }, () => 2 * random() - 1),
  };
}
