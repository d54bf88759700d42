import { Value } from '../value.ts';
import { defineKernel } from './table.ts';

/** tfjs and ONNX share the notation. The result's shape is read from the letters. */
defineKernel<Readonly<Record<string, Value>>, { equation: string }>('Einsum', (t, inputs, { equation }) => {
  const operands = Object.values(inputs);
  const [given, wanted] = equation.replaceAll(' ', '').split('->') as [string, string];
  const lengths = new Map<string, number>();
  for (const [i, letters] of given.split(',').entries()) {
    for (const [axis, letter] of [...letters].entries()) lengths.set(letter, operands[i]?.shape[axis] as number);
  }
  const shape = [...wanted].map((letter) => lengths.get(letter) as number);
  const names = operands.map((operand) => t.full(operand));
  const dtype = (operands[0] as Value).dtype;
  return Value.computed(shape, dtype, t.graph.node('Einsum', names, { equation: `${given}->${wanted}` }));
});
