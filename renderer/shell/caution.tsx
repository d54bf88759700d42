import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** Something to know before one goes on: icon, a sentence, and what to do. */
export function Caution({ icon: Sign, title, children }: { icon: Icon; title: string; children: ReactNode }) {
  return (
    <div className="caution" role="note">
      <Sign size={22} stroke={1.6} aria-hidden />
      <div>
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  );
}
