import { randomUUID } from 'node:crypto';
import mqtt, { type IPublishPacket, type MqttClient } from 'mqtt';
import { type DoorAnswer, type DoorCommand, type DoorOutput, unanswered } from './output.ts';

export interface MqttSetting {
  readonly url: string;
  /** TOPIC/command, TOPIC/answer and TOPIC/host follow from it. */
  readonly topic: string;
  readonly username: string;
  readonly password: string;
  /** Whether the door itself answers on TOPIC/answer. */
  readonly answers: boolean;
}

/** Of a PUBACK: the broker has it, and nobody to give it to (MQTT 5, 3.4.2.1). */
const noMatchingSubscribers = 16;

/**
 * A door at an MQTT 5 broker. Commands go with QoS 1, never retained, with the seconds they have left as their expiry, over a clean session:
 * a broker that was away, a door that was asleep, get no old command. The connection is held, and renewed by itself.
 */
export function mqttOutput(setting: MqttSetting): DoorOutput {
  let client: MqttClient | null = null;
  let closed = false;
  let trouble = 'not connected';
  const waiting = new Map<string, (answer: DoorAnswer) => void>();
  /** Numbers of messages that the broker had nobody to give to: the library tells only of confirmations that are faults. */
  const unheard = new Set<number>();

  const open = (): MqttClient => {
    const fresh = mqtt.connect(setting.url, {
      protocolVersion: 5,
      clientId: `threshold-${randomUUID().slice(0, 13)}`,
      clean: true,
      reconnectPeriod: 1000,
      connectTimeout: 4000,
      queueQoSZero: false,
      ...(setting.username === '' ? {} : { username: setting.username, password: setting.password }),
      will: { topic: `${setting.topic}/host`, payload: Buffer.from('offline'), qos: 1, retain: true },
    });
    fresh.on('connect', () => {
      trouble = '';
      unheard.clear();
      fresh.publish(`${setting.topic}/host`, 'online', { qos: 1, retain: true });
      if (setting.answers) fresh.subscribe(`${setting.topic}/answer`, { qos: 1 });
    });
    fresh.on('error', (error: Error & { code?: string | number }) => {
      trouble = String(error.code ?? error.message);
    });
    fresh.on('close', () => {
      if (trouble === '') trouble = 'connection lost';
    });
    fresh.on('packetreceive', (packet) => {
      if (packet.cmd === 'puback' && packet.reasonCode === noMatchingSubscribers && packet.messageId !== undefined)
        unheard.add(packet.messageId);
    });
    fresh.on('message', (_topic, payload, packet) => hear(payload, packet));
    return fresh;
  };
  const hear = (payload: Buffer, { retain }: IPublishPacket): void => {
    if (retain) return; // of an earlier command
    const said = readAnswer(payload);
    if (said === null) return;
    waiting.get(said.id)?.(
      said.ok ? { answered: true, code: 'DONE', detail: said.detail } : unanswered('REFUSED', said.detail),
    );
  };
  /** Ends it with all that is still in it, so that nothing is sent when the broker comes back. */
  const abandon = (): void => {
    client?.end(true);
    client = closed ? null : open();
  };
  client = open();

  return {
    async send(command, signal) {
      const left = Math.max(1, Math.ceil((Date.parse(command.expiresAt) - Date.parse(command.at)) / 1000));
      const ended = new Promise<null>((resolve) => {
        if (signal.aborted) resolve(null);
        signal.addEventListener('abort', () => resolve(null), { once: true });
      });
      if (client === null || !(await Promise.race([connected(client), ended])))
        return unanswered('UNREACHABLE', trouble);
      const answer = new Promise<DoorAnswer>((resolve) => waiting.set(command.id, resolve));
      try {
        const sent = await Promise.race([publish(client, `${setting.topic}/command`, command, left, unheard), ended]);
        if (sent === null) {
          abandon();
          return unanswered('NO_ANSWER', 'the broker did not confirm');
        }
        if (!sent.answered || !setting.answers) return sent;
        return (
          (await Promise.race([answer, ended])) ?? unanswered('NO_ANSWER', 'the broker has it, the door said nothing')
        );
      } finally {
        waiting.delete(command.id);
      }
    },
    close() {
      closed = true;
      // What says farewell is the will's job where this does not get through.
      client?.publish(`${setting.topic}/host`, 'offline', { qos: 0, retain: true });
      client?.end(false);
      client = null;
    },
  };
}

const connected = (client: MqttClient): Promise<true> =>
  client.connected ? Promise.resolve(true) : new Promise((resolve) => client.once('connect', () => resolve(true)));

async function publish(
  client: MqttClient,
  topic: string,
  command: DoorCommand,
  seconds: number,
  unheard: Set<number>,
): Promise<DoorAnswer> {
  try {
    const packet = await client.publishAsync(topic, JSON.stringify(command), {
      qos: 1,
      retain: false,
      properties: { messageExpiryInterval: seconds, contentType: 'application/json' },
    });
    const { messageId } = packet as { messageId?: number };
    return messageId !== undefined && unheard.delete(messageId)
      ? unanswered('NOBODY_LISTENS', 'nobody has subscribed to the topic')
      : { answered: true, code: 'TAKEN', detail: 'the broker has it' };
  } catch (error) {
    return unanswered('REFUSED', String((error as { code?: string | number }).code ?? (error as Error).message));
  }
}

/** `{ "id": …, "ok": true | false, "detail"?: … }`; null for anything else. */
function readAnswer(payload: Buffer): { readonly id: string; readonly ok: boolean; readonly detail: string } | null {
  try {
    const said = JSON.parse(payload.toString('utf8')) as { id?: unknown; ok?: unknown; detail?: unknown } | null;
    if (typeof said?.id !== 'string' || typeof said.ok !== 'boolean') return null;
    return { id: said.id, ok: said.ok, detail: typeof said.detail === 'string' ? said.detail.slice(0, 200) : '' };
  } catch {
    return null;
  }
}
