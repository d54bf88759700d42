import type { Hours } from '../../main/contract/access-rules.ts';

/** Half hours of a day. */
export const slotsADay = 48;
const minutes = 30;

/** Which half hours of the week are let in: `slots[day][slot]`, Monday first. Hours over midnight show on both days. */
export function slotsOf(hours: readonly Hours[]): boolean[][] {
  const slots = Array.from({ length: 7 }, () => new Array<boolean>(slotsADay).fill(false));
  const paint = (day: number, from: number, until: number): void => {
    for (let slot = Math.floor(from / minutes); slot < Math.ceil(until / minutes); slot++) slots[day % 7]![slot] = true;
  };
  for (const { days, from, until } of hours)
    for (const day of days) {
      if (from < until) paint(day - 1, from, until);
      else {
        paint(day - 1, from, 1440);
        paint(day, 0, until);
      }
    }
  return slots;
}

/** The fewest hours that show so; days with the same hours share them. What was drawn ends at midnight and begins anew after it. */
export function hoursOf(slots: readonly (readonly boolean[])[]): Hours[] {
  const found = new Map<string, Hours>();
  slots.forEach((day, index) => {
    for (let slot = 0; slot < slotsADay; slot++) {
      if (day[slot] !== true || day[slot - 1] === true) continue;
      let end = slot;
      while (day[end] === true) end++;
      const [from, until] = [slot * minutes, end * minutes];
      const known = found.get(`${from} ${until}`);
      found.set(`${from} ${until}`, { days: [...(known?.days ?? []), index + 1], from, until });
    }
  });
  return [...found.values()];
}

export const slotTime = (slot: number): string =>
  `${String(Math.floor(slot / 2)).padStart(2, '0')}:${slot % 2 === 0 ? '00' : '30'}`;
