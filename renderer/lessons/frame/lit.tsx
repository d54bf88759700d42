import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

/** The symbol that is pointed at, in a formula or by its control: both stand out. */
interface Lit {
  readonly symbol: string | null;
  readonly light: (symbol: string | null) => void;
}

const Context = createContext<Lit>({ symbol: null, light: () => {} });

export const useLit = (): Lit => useContext(Context);

export function LitProvider({ children }: { children: ReactNode }) {
  const [symbol, light] = useState<string | null>(null);
  return <Context value={useMemo(() => ({ symbol, light }), [symbol])}>{children}</Context>;
}

/** A control, or a part of a picture, that a symbol of the formulas stands for. */
export function Bound({ symbol, children }: { symbol: string; children: ReactNode }) {
  const lit = useLit();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only makes its symbol stand out; the list of symbols does the same by key
    <div
      className="lesson-bound"
      data-lit={lit.symbol === symbol || undefined}
      onPointerEnter={() => lit.light(symbol)}
      onPointerLeave={() => lit.light(null)}
      onFocus={() => lit.light(symbol)}
      onBlur={() => lit.light(null)}
    >
      {children}
    </div>
  );
}
