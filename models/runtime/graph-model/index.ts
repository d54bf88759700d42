// Every file defines the operations of one family of kernels; importing this one fills the table.
import './elementwise.ts';
import './shape.ts';
import './numbers.ts';
import './convolution.ts';
