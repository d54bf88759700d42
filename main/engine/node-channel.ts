import { fork } from 'node:child_process';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { EngineChannel } from './engine.ts';
import { pictureDescriptor, sendPicture } from './picture-pipe.ts';
import type { EngineReply } from './protocol.ts';

/**
 * The engine as a child process of plain Node. `serialization: 'advanced'` carries typed arrays by structured clone;
 * pictures have a pipe of their own. The child ends with its parent: its IPC channel closes.
 */
export function startNodeEngine(weightsDir: string): EngineChannel {
  const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), [weightsDir], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const pictures = child.stdio[pictureDescriptor] as Writable;
  pictures.on('error', () => {}); // as with a failed send
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString('utf8')).slice(-2000);
  });
  return {
    post: (message) => {
      child.send(sendPicture(pictures, message), () => {}); // a failed send is followed by 'exit', which answers the request
    },
    onMessage: (listener) => {
      child.on('message', (reply) => listener(reply as EngineReply));
    },
    onExit: (listener) => {
      let told = false;
      const tell = (reason: string): void => {
        if (!told) listener(reason);
        told = true;
      };
      child.on('error', (error) => tell(error.message));
      child.on('exit', (code, signal) => {
        const word = /\b(\w*Error: [^\n]{1,200})/.exec(lastWords)?.[1];
        tell(signal !== null ? `signal ${signal}` : `exit code ${code}${word === undefined ? '' : `, ${word}`}`);
      });
    },
    kill: () => {
      child.kill();
    },
  };
}
