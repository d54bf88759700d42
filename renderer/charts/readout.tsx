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
interface RowProps {
  readonly colour: string;
  readonly dash?: string | undefined;
  readonly label: string;
  readonly value: string;
}

export function ReadoutRow({ colour, dash, label, value }: RowProps) {
  return (
    <p>
      <i style={{ color: colour }} data-dashed={dash !== undefined || undefined} />
      <span>{label}</span>
      <b>{value}</b>
    </p>
  );
}
