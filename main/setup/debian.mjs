import { existsSync, readFileSync } from 'node:fs';
import { quietly } from './run.mjs';
import { say, step } from './say.mjs';

/** What tests need from the system; Debian's names. */
const wanted = [
  { package: 'chromium', file: '/usr/bin/chromium' },
  { package: 'ffmpeg', file: '/usr/bin/ffmpeg' },
  // A real broker for doors by MQTT.
  { package: 'mosquitto', file: '/usr/sbin/mosquitto' },
];

const isDebian = () => {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID(_LIKE)?=.*debian/m.test(release);
};

/** On Debian: installs what is missing as root, tells the command otherwise. Tests that need a missing one are skipped. */
export async function systemPackages() {
  const missing = wanted.filter(({ file }) => !existsSync(file)).map((one) => one.package);
  if (missing.length === 0 || process.platform !== 'linux') return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!isDebian()) return say(`Some tests need ${missing.join(' and ')}, which your system's packages should have.`);
  if (process.getuid?.() !== 0) return say(`Some tests need ${missing.join(' and ')}: sudo ${command}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await step(`Installing ${missing.join(' and ')}`, async () => {
      await quietly('apt-get', ['update', '-q'], { env });
      await quietly('apt-get', command.split(' ').slice(1), { env });
    });
  } catch (error) {
    say(`${missing.join(' and ')} could not be installed: ${error.message.split('\n')[0]}`);
  }
}
