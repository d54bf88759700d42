import { describe, expect, test } from 'vitest';
import { readOptions, UsageError, usage } from '../../../main/setup/options.mjs';

describe('the options of npm start', () => {
  test('what is left out is left open', () => {
    expect(readOptions([])).toEqual({
      shell: undefined,
      port: undefined,
      data: undefined,
      open: true,
      defaults: false,
      help: false,
    });
  });

  test('all of them, in both spellings', () => {
    const expected = { shell: 'web', port: 0, data: '/tmp/a folder é', open: false, defaults: false, help: false };
    expect(readOptions(['--shell', 'web', '--port', '0', '--data', '/tmp/a folder é', '--no-open'])).toEqual(expected);
    expect(readOptions(['--shell=web', '--port=0', '--data=/tmp/a folder é', '--no-open'])).toEqual(expected);
  });

  test.each([
    [['--bogus'], /'--bogus'/],
    [['8000'], /'8000'/],
    [['--port'], /--port/],
    [['--port='], /--port is a number/],
    [['--port', 'abc'], /not "abc"/],
    [['--port', '0x10'], /not "0x10"/],
    [['--port', '65536'], /not "65536"/],
    [['--data', '--no-open'], /--data/],
    [['--data='], /--data needs a folder/],
    [['--shell', 'gtk'], /not "gtk"/],
  ])('%j is refused by name, in one sentence', (args, message) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(message);
    expect(() => readOptions(args)).toThrow(/^[^\n]+\.$/);
  });

  test('every option is explained', () => {
    for (const option of ['--shell', '--port', '--data', '--no-open']) expect(usage).toContain(`  ${option}`);
  });
});
