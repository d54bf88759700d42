// Every file defines the rules of one family of operations; importing this one fills the table.
import './elementwise.ts';
import './activation.ts';
import './convolution.ts';
import './transposed-convolution.ts';
import './pooling.ts';
import './matmul.ts';
import './normalisation.ts';
import './reduce.ts';
import './constant.ts';
import './shape.ts';
import './slice.ts';
import './resize.ts';
