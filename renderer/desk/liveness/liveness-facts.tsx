import { IconShieldCheck, IconShieldQuestion, IconShieldX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeskLiveness } from '../../../main/contract/liveness.ts';
import { CueTable } from './cue-table.tsx';
import './liveness.css';

const icons = { undecided: IconShieldQuestion, passed: IconShieldCheck, failed: IconShieldX } as const;

/** Whether the face is alive, why, and the numbers behind it. */
export function LivenessFacts({ liveness }: { liveness: DeskLiveness }) {
  const { t } = useTranslation('liveness');
  const Sign = icons[liveness.state];
  return (
    <div className="liveness-facts">
      <p className="decision" data-state={words[liveness.state]}>
        <Sign size={20} stroke={1.75} aria-hidden /> {t(`state_${liveness.state}`)}
      </p>
      <p className="quiet">{liveness.reasons.map((reason) => t(reason)).join(' ')}</p>
      {liveness.cues.length > 0 && (
        <details>
          <summary>{t('cues')}</summary>
          <CueTable cues={liveness.cues} />
        </details>
      )}
    </div>
  );
}

/** The colours of decisions. */
const words = { undecided: 'deciding', passed: 'accepted', failed: 'rejected' } as const;
