import { IconCircleCheck, IconCircleX, IconHelpHexagon } from '@tabler/icons-react';
import type { Verdict } from '../../../models/experiments/check.ts';
import { frameTexts } from './texts.ts';
import { useTexts } from './use-texts.ts';

const icons = { holds: IconCircleCheck, 'holds-when': IconHelpHexagon, 'does-not-hold': IconCircleX } as const;

/** What a computation says of a claim: a sign and a word, never a colour alone. */
export function VerdictWord({ verdict, size = 18 }: { verdict: Verdict; size?: number }) {
  const say = useTexts(frameTexts);
  const Sign = icons[verdict];
  return (
    <span className="lesson-verdict" data-verdict={verdict}>
      <Sign size={size} stroke={1.8} aria-hidden />
      {say(verdict)}
    </span>
  );
}
