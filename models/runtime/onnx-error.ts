/** Why an ONNX file is refused. */
export type OnnxProblem =
  | 'not-onnx'
  | 'truncated'
  | 'external-data'
  | 'too-new'
  | 'too-old'
  | 'element-type'
  | 'malformed'
  | 'unfit'
  | 'unsupported-op';

/** An ONNX file that cannot be used; the message is one sentence for the person who chose the file. */
export class OnnxError extends Error {
  override readonly name: string = 'OnnxError';
  readonly problem: OnnxProblem;

  constructor(problem: OnnxProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

/** An operation, or a variant of one, that has no counterpart here. */
export class UnsupportedOnnxOp extends OnnxError {
  override readonly name = 'UnsupportedOnnxOp';
  readonly op: string;
  /** The node's name in the file, or that of its first output where it has none. */
  readonly node: string;

  constructor(op: string, node: string, why = 'has no counterpart in TensorFlow.js here') {
    super('unsupported-op', `The operation ${op} (node "${node}") ${why}.`);
    this.op = op;
    this.node = node;
  }
}
