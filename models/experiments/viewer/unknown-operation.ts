import { ProtobufWriter } from '../../runtime/protobuf.ts';

const SIDE = 32;

/** A file with an operation that nobody knows between two that everybody knows: image → Relu → Mystery → Relu. */
export function unknownOperation(): Uint8Array {
  const model = new ProtobufWriter();
  model.int(1, 8);
  model.string(2, 'somebody');
  model.message(7, (graph) => {
    const node = (op: string, from: string, to: string, domain = ''): void =>
      graph.message(1, (w) => {
        w.string(1, from);
        w.string(2, to);
        w.string(3, `${op} of ${from}`);
        w.string(4, op);
        if (domain !== '') w.string(7, domain);
      });
    node('Relu', 'image', 'first');
    node('Mystery', 'first', 'second', 'some.body');
    node('Relu', 'second', 'third');
    node('Sigmoid', 'first', 'fourth');
    graph.string(2, 'unknown');
    graph.message(11, (port) => {
      port.string(1, 'image');
      port.message(2, (type) =>
        type.message(1, (tensor) => {
          tensor.int(1, 1);
          tensor.message(2, (shape) => {
            for (const length of [1, 3, SIDE, SIDE]) shape.message(1, (d) => d.int(1, length));
          });
        }),
      );
    });
    for (const name of ['third', 'fourth'])
      graph.message(12, (port) => {
        port.string(1, name);
        port.message(2, (type) => type.message(1, (tensor) => tensor.int(1, 1)));
      });
  });
  for (const [domain, version] of [
    ['', 17],
    ['some.body', 1],
  ] as const)
    model.message(8, (w) => {
      w.string(1, domain);
      w.int(2, version);
    });
  return model.finish();
}
