import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import './lists.css';

/** Up to here all rows are in the document, where the browser's own search finds them. */
const virtualFrom = 200;
const overscan = 12;

interface Props<T> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** Every row is this high, in pixels. */
  readonly rowHeight: number;
  /** A class a column, for its width. */
  readonly columns: readonly string[];
  /** The cells of the heading. */
  readonly head: ReactNode;
  /** The cells of a row. */
  readonly cells: (row: T) => ReactNode;
  readonly isSelected?: (row: T) => boolean;
  /** How many rows there are in all, where more can be fetched. */
  readonly total?: number;
  /** Told when the last rows come into view. */
  readonly onEnd?: () => void;
}

/** A table that scrolls in its own frame under a heading that stays; of many rows only those in view are in the document. */
export function VirtualTable<T>(props: Props<T>) {
  const { label, rows, keyOf, rowHeight, columns, head, cells, isSelected, total = rows.length, onEnd } = props;
  const frame = useRef<HTMLElement>(null);
  const virtual = total > virtualFrom;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan,
    enabled: virtual,
  });
  const items = virtualizer.getVirtualItems();
  const first = virtual ? (items[0]?.index ?? 0) : 0;
  const last = virtual ? (items.at(-1)?.index ?? -1) : rows.length - 1;

  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 1 - overscan) onEnd?.();
  }, [last, rows.length, onEnd]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard, with or without links in it
    <section ref={frame} className="list-frame" aria-label={label} tabIndex={0}>
      <table className="list" aria-label={label} aria-rowcount={total + 1}>
        <colgroup>
          {columns.map((name) => (
            <col key={name} className={name} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>{head}</tr>
        </thead>
        <tbody>
          <Gap height={first * rowHeight} />
          {rows.slice(first, last + 1).map((row, place) => (
            <tr
              key={keyOf(row)}
              aria-rowindex={first + place + 2}
              data-selected={isSelected?.(row) || undefined}
              style={{ height: rowHeight }}
            >
              {cells(row)}
            </tr>
          ))}
          <Gap height={(rows.length - 1 - last) * rowHeight} />
        </tbody>
      </table>
    </section>
  );
}

/** Stands for the rows out of view. */
const Gap = ({ height }: { height: number }): ReactNode =>
  height > 0 && <tr aria-hidden className="list-gap" style={{ height }} />;
