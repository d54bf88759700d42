import type { CallOutput } from '../contract/index.ts';

type Receipt = CallOutput<'people.receipts'>['receipts'][number];

const reasons: Readonly<Record<Receipt['reason'], string>> = {
  asked: 'because somebody asked for it',
  expired: 'because the agreed term was over',
  merged: 'because it was one of two names of a person, whose pictures went to the other',
  restored: 'because an old copy had brought them back',
};

/** A receipt in words. Signed is the JSON (`--json`), of which these are a reading. */
export function receiptText(receipt: Receipt): string {
  const { erased } = receipt;
  const counted: readonly (readonly [number, string])[] = [
    [erased.keys, 'key'],
    [erased.templates, 'templates'],
    [erased.pictures, 'pictures'],
    [erased.labels, 'notes on events'],
    [erased.negatives, 'faces kept as not theirs'],
    [erased.eventContents, 'sealed contents and pictures of events'],
    [erased.trainingRuns, 'training runs that used their pictures'],
  ];
  return [
    `Erased at ${receipt.erasedAt}, ${reasons[receipt.reason]}: ${receipt.pseudonym}`,
    `  ${counted
      .filter(([count]) => count > 0)
      .map(([count, what]) => `${count} ${what}`)
      .join(', ')}`,
    ...receipt.keyRingCopies.rewritten.map((file) => `  key ring copy written anew: ${file}`),
    ...receipt.keyRingCopies.unreachable.map((file) => `  key ring copy NOT reached: ${file}`),
    ...receipt.beyondReach.map(({ says }) => `  beyond reach: ${says}`),
    `  signed with ${receipt.keyId}: ${receipt.signature}`,
  ].join('\n');
}
