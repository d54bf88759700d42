import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hours } from '../../main/contract/access-rules.ts';
import { hoursOf, slotsADay, slotsOf, slotTime } from './week-slots.ts';

interface Props {
  readonly hours: readonly Hours[];
  /** Absent where the reader may not change it. */
  readonly onChange?: (hours: Hours[]) => void;
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** A week in half hours, painted with the pointer or the keys. What is drawn in one go is kept when it ends. */
export function Week({ hours, onChange }: Props) {
  const { t, i18n } = useTranslation('access');
  const [slots, setSlots] = useState(() => slotsOf(hours));
  const [at, setAt] = useState<readonly [number, number]>([0, 16]);
  const painting = useRef<boolean | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const latest = useRef(slots);
  latest.current = slots;
  const told = JSON.stringify(hours);
  useEffect(() => {
    // What is being drawn is not wiped away by the answer to what was drawn before; it is kept, and told, when it ends.
    if (painting.current === null) setSlots(slotsOf(JSON.parse(told) as Hours[]));
  }, [told]);

  const dayName = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' });
  // 5 January 1970 was a Monday.
  const days = Array.from({ length: 7 }, (_, day) => dayName.format(new Date(Date.UTC(1970, 0, 5 + day))));
  const paint = (day: number, slot: number, on: boolean): void => {
    const next = latest.current.map((row, d) => (d === day ? row.map((old, s) => (s === slot ? on : old)) : row));
    latest.current = next;
    setSlots(next);
  };
  const keep = (): void => {
    if (painting.current === null) return;
    painting.current = null;
    onChange?.(hoursOf(latest.current));
  };
  const onKey = (event: React.KeyboardEvent): void => {
    const [day, slot] = at;
    const step = arrows[event.key];
    if (event.key === ' ' && onChange !== undefined) {
      event.preventDefault();
      paint(day, slot, latest.current[day]?.[slot] !== true);
      onChange(hoursOf(latest.current));
    } else if (step !== undefined) {
      event.preventDefault();
      const next = [
        Math.min(6, Math.max(0, day + step[0])),
        Math.min(slotsADay - 1, Math.max(0, slot + step[1])),
      ] as const;
      if (event.shiftKey && onChange !== undefined) {
        paint(next[0], next[1], latest.current[day]?.[slot] === true);
        painting.current = true; // kept when Shift is let go
      }
      setAt(next);
      table.current?.querySelector<HTMLElement>(`[data-cell="${next[0]}-${next[1]}"]`)?.focus();
    }
  };
  return (
    <table
      ref={table}
      className="week"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table of cells that are switched is a grid (WAI-ARIA 1.2)
      role="grid"
      aria-label={t('week')}
      aria-readonly={onChange === undefined}
      onPointerUp={keep}
      onPointerLeave={keep}
      onKeyDown={onKey}
      onKeyUp={(event) => event.key === 'Shift' && keep()}
    >
      <colgroup>
        <col className="week-days" />
        <col span={slotsADay} />
      </colgroup>
      <thead>
        <tr>
          <td />
          {Array.from({ length: 12 }, (_, index) => (
            <th key={slotTime(index * 4)} colSpan={4}>
              {slotTime(index * 4)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {slots.map((row, day) => (
          <tr key={days[day]}>
            <th scope="row">{days[day]}</th>
            {row.map((on, slot) => (
              <td
                // biome-ignore lint/suspicious/noArrayIndexKey: a half hour is its place
                key={slot}
                // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the cell of that grid
                role="gridcell"
                data-cell={`${day}-${slot}`}
                data-on={on || undefined}
                aria-selected={on}
                aria-label={t(on ? 'cellOn' : 'cellOff', { day: days[day], time: slotTime(slot) })}
                tabIndex={at[0] === day && at[1] === slot ? 0 : -1}
                onPointerDown={(event) => {
                  if (onChange === undefined) return;
                  event.currentTarget.releasePointerCapture(event.pointerId);
                  painting.current = !on;
                  paint(day, slot, !on);
                  setAt([day, slot]);
                }}
                onPointerEnter={() => painting.current !== null && paint(day, slot, painting.current)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
