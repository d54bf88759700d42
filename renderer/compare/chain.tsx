import {
  type Icon,
  IconArrowRight,
  IconColumns3,
  IconFaceId,
  IconGridDots,
  IconSortDescending,
  IconTargetArrow,
  IconTopologyStar3,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly kind: 'softmax' | 'metric';
  readonly people: number;
}

/** What a picture goes through, station by station; the first two are the same for both. */
export function Chain({ kind, people }: Props) {
  const { t } = useTranslation('compare');
  const stations: readonly (readonly [Icon, string, boolean])[] =
    kind === 'softmax'
      ? [
          [IconFaceId, t('chainFaces'), false],
          [IconTopologyStar3, t('chainBackbone'), false],
          [IconColumns3, t('chainHead', { people }), true],
          [IconSortDescending, t('chainArgmax'), true],
        ]
      : [
          [IconFaceId, t('chainFaces'), false],
          [IconTopologyStar3, t('chainSameBackbone'), false],
          [IconGridDots, t('chainGallery'), true],
          [IconTargetArrow, t('chainNearest'), true],
        ];
  return (
    <ol className="chain" data-kind={kind}>
      {stations.map(([Sign, word, own], i) => (
        <li key={word} data-own={own || undefined}>
          {i > 0 && <IconArrowRight className="chain-arrow" size={16} stroke={1.6} aria-hidden />}
          <span className="chain-station">
            <Sign size={20} stroke={1.6} aria-hidden />
            {word}
          </span>
        </li>
      ))}
    </ol>
  );
}
