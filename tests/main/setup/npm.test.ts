import { expect, test } from 'vitest';
import { reasonIn } from '../../../main/setup/npm.mjs';

test('a registry out of reach: npm’s sentence and what to do, no stack', () => {
  const printed = `npm error code ECONNREFUSED
npm error errno ECONNREFUSED
npm error FetchError: request to https://registry.example/zod failed, reason: connect ECONNREFUSED
npm error     at ClientRequest.emit (node:events:524:28)
npm error     at emitErrorEvent (node:_http_client:101:11) {
npm error   code: 'ECONNREFUSED',
npm error   port: 9
npm error }
npm error
npm error A complete log of this run can be found in: /home/u/.npm/_logs/1.log
`;
  const reason = reasonIn(printed);
  expect(reason).toContain('request to https://registry.example/zod failed');
  expect(reason).toContain('cannot be reached');
  expect(reason).toContain('/home/u/.npm/_logs/1.log');
  expect(reason).not.toMatch(/ at |[{}]|port: 9/);
});

test('npm 10’s prefix and other failures are told too, without advice about the network', () => {
  const reason = reasonIn('npm ERR! code EUSAGE\nnpm ERR! `npm ci` can only install with an existing lock file\n');
  expect(reason).toBe('  code EUSAGE\n  `npm ci` can only install with an existing lock file');
  expect(reasonIn('killed\n')).toBe('killed');
});
