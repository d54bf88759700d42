import type { ReactNode } from 'react';
import { measures } from './measures.ts';

/** Exact values beside the cursor; on the side where there is room. The slider below says the same to a screen reader. */
export function Readout({
  at,
  width,
  top = measures.top,
  children,
}: {
  at: number;
  width: number;
  top?: number;
  children: ReactNode;
}) {
  const left = at > width / 2;
  return (
    <div
      className="chart-readout"
      aria-hidden
      style={{ top, ...(left ? { right: width - at + measures.readoutGap } : { left: at + measures.readoutGap }) }}
    >
      {children}
    </div>
  );
}

/** One line of it: the mark, what it is, the value. */
export function ReadoutRow({ colour, label, value }: { colour: string; label: string; value: string }) {
  return (
    <p>
      <i style={{ background: colour }} />
      <span>{label}</span>
      <b>{value}</b>
    </p>
  );
}
