import type { ReactNode } from 'react';

/** Fields that belong together, two beside each other. */
export function FieldGroup({ title, wide = false, children }: { title: string; wide?: boolean; children: ReactNode }) {
  return (
    <fieldset className="field-group">
      <legend>{title}</legend>
      <div className={wide ? 'field-stack' : 'field-row'} data-two={wide ? undefined : true}>
        {children}
      </div>
    </fieldset>
  );
}
