import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { App } from './app.ts';
import { goTo } from './holds-up.ts';
import { samplePeople } from './sample-people.ts';

const app = new App();
const card = (name: string) => app.page.getByRole('region', { name, exact: true });
const dialog = () => app.page.getByRole('dialog');
const save = async (): Promise<void> => {
  await dialog().getByRole('button', { name: 'Save' }).click();
  await app.noDialog();
};
const wolfe = 'Wolfeschlegelsteinhausenbergerdorff-Maximilian-Alexander von und zu Hohenlohe';

beforeAll(async () => {
  await app.start();
  const pictures = await samplePeople(app);
  for (const [index, name] of ['Ada', wolfe].entries()) {
    mkdirSync(join(app.root, 'people', name), { recursive: true });
    writeFileSync(join(app.root, 'people', name, '1.jpg'), pictures[index]!);
  }
  expect((await app.cli('import', join(app.root, 'people'))).status).toBe(0);
  await goTo(app.page, '#/access');
});
afterAll(() => app.close());

describe('access', () => {
  test('begins with one door, which says why it is inactive', async () => {
    await app.page.getByText('No door yet').waitFor();
    expect(await app.axe()).toEqual([]);
    await app.page.getByRole('button', { name: 'Make a first door' }).click();
    await card('Doors').getByText('No camera looks for this door').waitFor();
  });

  test('takes another door into a new zone, a group, a holiday and a visitor’s pass', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Add: Doors' }).click();
    await dialog().getByLabel('Name').fill('Lab');
    await dialog().getByLabel('Leads into').selectOption('New zone …');
    await dialog().getByLabel('Where').fill('Laboratory');
    await dialog().getByRole('checkbox', { name: 'Two people must come together' }).check();
    await dialog().getByLabel('What opens it').selectOption('A web request');
    await dialog().getByLabel('Address').fill('http://127.0.0.1:9/');
    await dialog().getByLabel('Secret').fill('sixteen characters');
    expect(await app.axe()).toEqual([]);
    await save();
    await card('Doors').getByText('→ Laboratory · A web request').waitFor();
    await page.getByRole('button', { name: 'Add: Groups' }).click();
    await dialog().getByLabel('Name').fill('Researchers of the department for very long names and other interests');
    await dialog().getByRole('checkbox', { name: wolfe }).check();
    await save();
    await card('Groups').getByText('1 person').waitFor();
    await page.getByRole('button', { name: 'Add: Holidays' }).click();
    await dialog().getByLabel('Name').fill('Christmas');
    await dialog().getByLabel('From').fill('2026-12-25');
    await save();
    await card('Holidays').getByText('2026-12-25').waitFor();
    await page.getByRole('button', { name: 'Add: Visitors’ passes' }).click();
    await dialog().getByLabel('Person').selectOption('Ada');
    await dialog().getByLabel('Where').selectOption('Laboratory');
    await dialog().getByLabel('From').fill('2027-01-04T09:00');
    await dialog().getByLabel('Until').fill('2027-01-04T17:00');
    await save();
    await card('Visitors’ passes').getByText('Ada').waitFor();
  });

  test('a rule’s week is drawn with the keys, and the simulator goes by it: why not Ada, on Sunday at ten', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Add: Rules' }).click();
    const fresh = page.getByRole('group', { name: 'Everybody enrolled → Inside' }).nth(1);
    await fresh.getByLabel('Who').selectOption({ index: 1 });
    const own = page.getByRole('group', { name: /^Researchers.* → / });
    await own.getByLabel('Where').selectOption('Laboratory');
    const lab = page.getByRole('group', { name: /^Researchers.* → Laboratory/ });
    await lab.getByRole('gridcell', { name: 'Mon 08:00, let in', exact: true }).focus();
    for (let day = 0; day < 6; day++) await page.keyboard.press('ArrowDown');
    for (let slot = 16; slot < 44; slot++) await page.keyboard.press('ArrowRight');
    // Each key is for the cell that the one before led to.
    await app.focusIsOn(lab.getByRole('gridcell', { name: 'Sun 22:00, not let in', exact: true }));
    await page.keyboard.press('Space');
    await lab.getByRole('gridcell', { name: 'Sun 22:00, let in', exact: true }).waitFor();
    await page.keyboard.press('Shift+ArrowRight');
    await lab.getByRole('gridcell', { name: 'Sun 22:30, let in' }).waitFor();
    const simulator = card('Who could open it?');
    await simulator.getByLabel('Door').selectOption('Front door');
    await expect.poll(() => simulator.getByText('Outside their hours (22:00).').count()).toBe(2);
    await simulator.getByLabel('Door').selectOption('Lab');
    await simulator.getByRole('listitem').filter({ hasText: wolfe }).getByText('A rule lets them in.').waitFor();
    await simulator.getByRole('listitem').filter({ hasText: 'Ada' }).getByText('Their pass has not begun.').waitFor();
    expect(await app.axe()).toEqual([]);
  });

  test('the command line answers the same, by its exit code too', async () => {
    const { status, stdout } = await app.cli(
      'access',
      'simulate',
      'Lab',
      '--at',
      '2027-01-03T22:00',
      '--person',
      'Ada',
    );
    expect([status, stdout]).toEqual([1, 'refused  Ada  (rule PASS_NOT_YET)\n']);
  });

  test('a lock-down is one press; opening to everybody is asked about; both are seen and ended', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Lock down' }).press('Enter');
    await page.getByText('Locked down: nobody is let in, everybody out.').waitFor();
    await card('Who could open it?').getByText('The site is locked down').first().waitFor();
    expect(await app.axe()).toEqual([]);
    await page.getByRole('button', { name: 'Back to normal' }).press('Enter');
    await page.getByRole('button', { name: 'Open all doors' }).press('Enter');
    await dialog().getByRole('button', { name: 'Open all doors' }).press('Enter');
    await app.noDialog();
    await card('Doors').getByText('Open', { exact: true }).first().waitFor();
    // The web request's door is not there, and that is said.
    expect((await app.cli('access', 'normal')).status).toBe(0);
    await page.getByText('Emergency opening').waitFor({ state: 'detached' });
  });

  test('what is removed is gone with all that belongs to it, and comes back', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Remove Laboratory' }).click();
    await page.getByRole('button', { name: 'Change Lab', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await page.getByRole('button', { name: 'Change Lab', exact: true }).waitFor();
  });
});
