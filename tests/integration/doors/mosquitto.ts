import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';

export const mosquittoPath = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'].find(
  (path) => existsSync(path),
);

/** A port of the loopback address that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** A real broker on the loopback address. */
export class Mosquitto {
  readonly port: number;
  #process: ChildProcess | null = null;

  constructor(port: number) {
    this.port = port;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    if (mosquittoPath === undefined) throw new Error('no Mosquitto: apt install mosquitto');
    // Without a file of settings it listens to this machine alone, to anybody on it.
    this.#process = spawn(mosquittoPath, ['-p', String(this.port)], { stdio: 'ignore' });
    const probe = await this.client();
    await probe.endAsync(true);
  }

  /** Connected; waits until the broker answers. */
  async client(): Promise<MqttClient> {
    for (let tries = 0; ; tries++)
      try {
        return await mqtt.connectAsync(this.url, { protocolVersion: 5, reconnectPeriod: 0 });
      } catch (error) {
        if (tries > 600) throw error;
        await wait(20);
      }
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    await ended;
  }

  /** As a broker that hangs: it takes connections and says nothing. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }
}
