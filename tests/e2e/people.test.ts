import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { App } from './app.ts';
import { cutOuts } from './cut-outs.ts';
import { goTo, holdsUp } from './holds-up.ts';

const app = new App();
let pictures: string[];
const row = (name: string) => app.page.getByRole('row').filter({ hasText: name });
const names = () => app.page.locator('tbody tr').getByRole('link').allTextContents();
const undo = () => app.page.getByRole('button', { name: 'Undo' });
/** The next offer to undo is another: this one must have faded. */
const undoIsGone = () => undo().waitFor({ state: 'detached' });

beforeAll(async () => {
  await app.start();
  pictures = await cutOuts(app);
});
afterAll(() => app.close());

describe('people', () => {
  test('nobody yet: it says what to do, and leads to the guided capture', async () => {
    await goTo(app.page, '#/people');
    await app.page.getByText('Nobody is enrolled yet').waitFor();
    await holdsUp(app);
    await app.page.getByRole('button', { name: 'Enrol' }).click();
    await app.page.getByRole('region', { name: 'Enrol a person' }).waitFor();
  });

  test('enrolled elsewhere they appear with their faces; search and sorting find them', async () => {
    await goTo(app.page, '#/people');
    for (const [index, name] of ['Ada Lovelace', 'Bo 波', 'Émilie'].entries())
      expect((await app.cli('enrol', '--name', name, pictures[index])).status).toBe(0);
    await app.cli('enrol', '--name', 'Ada Lovelace', pictures[3]);
    await app.page.getByText('3 people are enrolled').waitFor();
    await row('Ada Lovelace').locator('img').waitFor();
    await app.page.keyboard.press('/');
    await app.focusIsOn(app.page.getByRole('searchbox'));
    await app.page.keyboard.type('emil');
    await expect.poll(names).toEqual(['Émilie']);
    await app.page.keyboard.press('Escape');
    await expect.poll(names).toHaveLength(3);
    await app.page.getByRole('button', { name: 'Templates' }).click();
    await expect.poll(async () => (await names())[0]).toBe('Ada Lovelace');
    await holdsUp(app);
  });

  test('by the keyboard alone one is removed, and brought back', async () => {
    await app.page.getByRole('button', { name: 'Remove Bo 波' }).focus();
    await app.page.keyboard.press('Enter');
    await app.page.getByText('2 people are enrolled').waitFor();
    // The focus is where the next key is wanted.
    await app.focusIsOn(undo());
    await app.page.keyboard.press('Enter');
    await app.page.getByText('3 people are enrolled').waitFor();
    await row('Bo 波').waitFor();
    await undoIsGone();
  });

  test('several are removed at once, and brought back at once', async () => {
    await app.page.getByRole('checkbox', { name: 'Select Bo 波' }).check();
    await app.page.getByRole('checkbox', { name: 'Select Émilie' }).check();
    await app.page.getByText('2 selected').waitFor();
    await app.page.getByRole('button', { name: 'Remove', exact: true }).click();
    await app.page.getByText('1 person is enrolled').waitFor();
    await undo().click();
    await app.page.getByText('3 people are enrolled').waitFor();
    await undoIsGone();
  });

  test('the palette goes to a person', async () => {
    await app.page.keyboard.press('Control+k');
    await app.page.getByPlaceholder('Search pages, people and actions').fill('lovel');
    await app.page.getByRole('dialog').getByText('Ada Lovelace').click();
    await app.page.getByRole('heading', { name: 'Ada Lovelace', level: 1 }).waitFor();
    await app.noDialog();
  });
});

describe('a person', () => {
  test('has pictures, consent, the closest others', async () => {
    await expect.poll(() => app.page.locator('.picture img').count()).toBe(2);
    await app.page.getByText('command line').waitFor();
    await expect.poll(() => app.page.locator('.closest li').count()).toBe(2);
    await holdsUp(app);
  });

  test('is renamed in place: a taken name is refused, Escape leaves it, Enter saves it', async () => {
    const rename = app.page.getByRole('button', { name: 'Rename' });
    const field = app.page.getByRole('textbox', { name: 'Name' });
    await rename.click();
    await field.fill('Émilie');
    await field.press('Enter');
    await app.page.getByText('Somebody else is called Émilie').waitFor();
    await field.press('Escape');
    await app.page.getByRole('heading', { name: 'Ada Lovelace', level: 1 }).waitFor();
    await rename.press('Enter');
    await field.fill('Ada King');
    await field.press('Enter');
    await app.page.getByRole('heading', { name: 'Ada King', level: 1 }).waitFor();
  });

  test('a look-alike is warned of', async () => {
    await app.cli('enrol', '--name', 'Twin', pictures[0]);
    await app.page.getByText('Could be taken for Twin').waitFor();
    await holdsUp(app);
    await app.shot('person-findings');
  });

  test('is merged with who they are under another name, and the other is brought back; then they are two people', async () => {
    await app.page.getByRole('button', { name: 'Same person: merge Twin' }).click();
    await app.page.getByText('Twin is now Ada King.').waitFor();
    await expect.poll(() => app.page.locator('.picture').count()).toBe(3);
    expect(await app.page.getByText('Could be taken for Twin').count()).toBe(0);
    await undo().click();
    await app.page.getByText('Could be taken for Twin').waitFor();
    await expect.poll(() => app.page.locator('.picture').count()).toBe(2);
    await undoIsGone();
    await app.page.getByRole('button', { name: 'Two people: keep both' }).click();
    await app.page.getByText('Could be taken for Twin').waitFor({ state: 'detached' });
    await undo().click();
    await app.page.getByText('Could be taken for Twin').waitFor();
    await undoIsGone();
  });

  test('loses a picture, but not the last', async () => {
    const remove = async (): Promise<void> => {
      await app.page.getByRole('button', { name: 'Remove picture 1' }).click();
      await app.page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    };
    await remove();
    await app.page.getByText('The picture is erased.').waitFor();
    await expect.poll(() => app.page.locator('.picture').count()).toBe(1);
    await app.noDialog();
    await remove();
    await app.page.getByText('This is the last picture').waitFor();
  });

  test('is exported whole', async () => {
    await app.page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      app.page.waitForEvent('download'),
      app.page.getByRole('menuitem', { name: 'As data (JSON)' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('Ada King.json');
    const all = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(all.person.name).toBe('Ada King');
    expect(all.templates[0].vector).toHaveLength(512);
    expect(Buffer.from(all.templates[0].cropPngBase64, 'base64').subarray(1, 4).toString()).toBe('PNG');
    expect(all.events.length).toBeGreaterThan(0);
  });

  test('is enrolled again with the name filled in', async () => {
    await app.page.getByRole('button', { name: 'Enrol again' }).click();
    const field = app.page.getByRole('region', { name: 'Enrol a person' }).getByLabel('Name');
    await field.waitFor();
    expect(await field.inputValue()).toBe('Ada King');
    await app.page.goBack();
  });

  test('is erased after one was told what goes, with undo or at once', async () => {
    const erase = async (button: string): Promise<void> => {
      await app.page.getByRole('button', { name: 'Erase', exact: true }).click();
      await app.page.getByRole('dialog').getByText('the key they are encrypted with').waitFor();
      await app.page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
    };
    await erase('Erase');
    await app.page.getByText('3 people are enrolled').waitFor();
    await app.noDialog();
    await undo().press('Enter');
    await undoIsGone();
    await app.page.getByRole('link', { name: 'Ada King' }).click();
    await erase('Erase now, no undo');
    await app.page.getByText('Ada King is erased.').waitFor();
    await app.page.getByText('3 people are enrolled').waitFor();
  });
});
