import * as tf from '@tensorflow/tfjs-core';

/**
 * `fn(...inputs)` as a constant to the gradient. Choices (which pair is hard, which element is active) are steps without
 * a useful slope, and TensorFlow.js has no gradient at all for comparisons: it throws where one lies on the way to a loss.
 * Everything that depends on trained values must come in through `inputs`, not through a closure.
 */
export function withoutGradient<T extends tf.Tensor, I extends readonly tf.Tensor[]>(
  fn: (...inputs: I) => T,
  ...inputs: I
): T {
  const constant = tf.customGrad((...given) => {
    // tf.customGrad hands over the function that saves tensors for the gradient as one argument more.
    const tensors = given.slice(0, inputs.length) as unknown as I;
    return {
      value: fn(...tensors),
      gradFunc: () => inputs.map((input) => tf.zeros(input.shape)),
    };
  });
  return constant(...inputs) as T;
}
