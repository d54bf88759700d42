import { randomUUID } from 'node:crypto';
import mqtt from 'mqtt';

const withinMs = 5000;

/** On MQTT, retained: whoever subscribes later has the newest. */
export const anchorTopic = 'threshold/audit/anchor';

/**
 * Hands a line to somebody elsewhere: by HTTP POST (any 2xx is an answer; redirects are not followed) or to an MQTT broker with QoS 1.
 * Throws when it was not taken within five seconds, with what came instead.
 */
export async function postAnchor(url: string, line: string): Promise<void> {
  if (!url.startsWith('mqtt')) {
    const response = await fetch(url, {
      method: 'POST',
      body: line,
      redirect: 'manual',
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(withinMs),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return;
  }
  const client = await mqtt.connectAsync(url, {
    protocolVersion: 5,
    clientId: `threshold-${randomUUID().slice(0, 13)}`,
    reconnectPeriod: 0,
    connectTimeout: withinMs,
  });
  try {
    await Promise.race([
      client.publishAsync(anchorTopic, line, { qos: 1, retain: true }),
      new Promise<never>((_, fail) => setTimeout(fail, withinMs, new Error('no answer')).unref()),
    ]);
  } finally {
    client.end(true);
  }
}
