// tfjs-core registers no gradients by itself; the layers package does, in every build of it, for all of tfjs.
import '@tensorflow/tfjs-layers';
import { registerPreluGradient } from './prelu-gradient.ts';

registerPreluGradient();
