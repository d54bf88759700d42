export interface Tile {
  readonly value: string;
  readonly label: string;
  /** What qualifies the number, small. */
  readonly note?: string;
}

/** Counts, large enough to be read across a table. */
export function Tiles({ tiles }: { tiles: readonly Tile[] }) {
  return (
    <dl className="tiles">
      {tiles.map(({ value, label, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {note !== undefined && <dd className="tile-note quiet">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
