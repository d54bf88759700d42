import { backend_util } from '@tensorflow/tfjs-core';
import { sizeOf } from '../shapes.ts';
import { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';

type X = Inputs<'x'>;

defineKernel<X, { blockSize: number; dataFormat: string }>('DepthToSpace', (t, { x }, { blockSize }) => {
  const [batch, height, width, depth] = x.shape as [number, number, number, number];
  const shape = [batch, height * blockSize, width * blockSize, depth / (blockSize * blockSize)];
  const node = t.graph.node('DepthToSpace', [t.full(x, 'nchw')], { blocksize: blockSize, mode: 'DCR' });
  return Value.computed(shape, x.dtype, node, 'nchw');
});

/** Dilated convolutions of older exports: blocks of pixels move to the batch axis. Reshape, transpose, reshape. */
defineKernel<X, { blockShape: number[]; paddings: number[][] }>(
  'SpaceToBatchND',
  (t, { x }, { blockShape, paddings }) => {
    const block = sizeOf(blockShape);
    const whole = [[0, 0], ...paddings, ...x.shape.slice(1 + blockShape.length).map(() => [0, 0])];
    const padded = t.call('PadV2', { x }, { paddings: whole, constantValue: 0 });
    const shape = [...padded.shape];
    const split = backend_util.getReshaped(shape, blockShape, block, false);
    const order = backend_util.getPermuted(split.length, blockShape.length, false);
    const merged = backend_util.getReshapedPermuted(shape, blockShape, block, false);
    const reshaped = t.call('Reshape', { x: padded }, { shape: split });
    return t.call('Reshape', { x: t.call('Transpose', { x: reshaped }, { perm: order }) }, { shape: merged });
  },
);

defineKernel<X, { blockShape: number[]; crops: number[][] }>('BatchToSpaceND', (t, { x }, { blockShape, crops }) => {
  const block = sizeOf(blockShape);
  const shape = [...x.shape];
  const split = backend_util.getReshaped(shape, blockShape, block);
  const order = backend_util.getPermuted(split.length, blockShape.length);
  const merged = backend_util.getReshapedPermuted(shape, blockShape, block);
  const begin = backend_util.getSliceBeginCoords(crops, blockShape.length);
  const size = backend_util.getSliceSize(merged, crops, blockShape.length);
  const reshaped = t.call('Reshape', { x }, { shape: split });
  const uncropped = t.call('Reshape', { x: t.call('Transpose', { x: reshaped }, { perm: order }) }, { shape: merged });
  return t.call('Slice', { x: uncropped }, { begin, size });
});
