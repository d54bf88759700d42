import { ActionIcon, Button, FileButton, Loader, NativeSelect, NumberInput, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconAlertTriangle,
  IconCamera,
  IconDice3,
  IconMasksTheater,
  IconPhoto,
  IconUser,
  IconUserQuestion,
} from '@tabler/icons-react';
import { useEffect } from 'react';
import { takeDrops } from '../../shell/drop-taker.ts';
import { errorText } from '../../texts/error-text.ts';
import { useTexts } from '../frame/use-texts.ts';
import { FaceCamera } from './face-camera.tsx';
import { FaceCanvas } from './face-canvas.tsx';
import { pixelsOf } from './face-pixels.ts';
import { type FaceKind, type FaceSource, faceKinds, syntheticPeople } from './face-source.ts';
import { faceTexts } from './face-source-texts.ts';
import './face-picker.css';
import type { LessonFace } from './load-face.ts';
import type { FaceInHand } from './use-face.ts';

const icons: Readonly<Record<FaceKind, Icon>> = {
  synthetic: IconMasksTheater,
  enrolled: IconUser,
  photo: IconPhoto,
  camera: IconCamera,
};

interface Props {
  readonly source: FaceSource;
  readonly onChange: (source: FaceSource) => void;
  readonly hand: FaceInHand;
  /** Which face it is, where there are several. */
  readonly title?: string;
  /** A photo dropped on the page is for this one. */
  readonly takesDrops?: boolean;
}

/** Whose face a lesson works on: a person who does not exist, somebody enrolled, a photo, or one frame of the camera. */
export function FacePicker({ source, onChange, hand, title, takesDrops = true }: Props) {
  const t = useTexts(faceTexts);
  const which = title ?? t('face');
  const { kind, seed } = source;
  const { face, busy, trouble, people, take, wanting } = hand;
  const choose = (next: FaceKind): void => onChange({ kind: next, seed });
  const nameOf = useFaceName();
  const read = (file: File | undefined): void => {
    if (file === undefined) return;
    choose('photo');
    pixelsOf(file).then(
      (picture) => take('photo', picture),
      () => take('photo', null),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it does with a photo is made anew at each render
  useEffect(() => (takesDrops ? takeDrops(([first]) => read(first)) : undefined), [seed, takesDrops]);
  const name = face === null ? '' : nameOf(face, seed);
  return (
    <section className="face-picker" aria-label={which} aria-busy={busy}>
      <div className="face-picker-picture">
        {face === null ? (
          busy ? (
            <Loader size="sm" />
          ) : (
            <IconUserQuestion size={36} stroke={1.2} aria-hidden />
          )
        ) : (
          <FaceCanvas picture={face.chip} label={t('picture', { name })} />
        )}
      </div>
      <div className="face-picker-choice">
        {title !== undefined && <b className="face-picker-title">{title}</b>}
        <fieldset className="face-kinds" aria-label={which}>
          {faceKinds.map((one) => {
            const Sign = icons[one];
            const none = one === 'enrolled' && people.length === 0;
            return (
              <Tooltip key={one} label={t(none ? 'nobody' : `about_${one}`)} openDelay={400}>
                <button
                  type="button"
                  aria-pressed={one === kind}
                  aria-disabled={none || undefined}
                  onClick={() => !none && choose(one)}
                >
                  <Sign size={16} stroke={1.6} aria-hidden />
                  {t(`kind_${one}`)}
                </button>
              </Tooltip>
            );
          })}
        </fieldset>
        <div className="face-picker-which">
          {kind === 'synthetic' && (
            <>
              <NumberInput
                size="xs"
                aria-label={t('number')}
                value={seed}
                min={0}
                max={syntheticPeople - 1}
                allowDecimal={false}
                clampBehavior="strict"
                onChange={(next) => typeof next === 'number' && onChange({ kind, seed: next })}
              />
              <Tooltip label={t('another')}>
                <ActionIcon
                  aria-label={t('another')}
                  onClick={() => onChange({ kind, seed: (seed + 1) % syntheticPeople })}
                >
                  <IconDice3 size={18} stroke={1.6} aria-hidden />
                </ActionIcon>
              </Tooltip>
            </>
          )}
          {kind === 'enrolled' &&
            (people.length === 0 ? (
              <p className="quiet">{t('nobody')}</p>
            ) : (
              <NativeSelect
                size="xs"
                aria-label={t('person')}
                value={hand.person?.id ?? ''}
                data={people.map(({ id, name: label }) => ({ value: id, label }))}
                onChange={(event) => hand.choosePerson(event.currentTarget.value)}
              />
            ))}
          {kind === 'photo' && (
            <>
              <FileButton onChange={(file) => read(file ?? undefined)} accept="image/*">
                {(props) => (
                  <Button
                    {...props}
                    size="compact-sm"
                    variant="default"
                    leftSection={<IconPhoto size={16} aria-hidden />}
                  >
                    {t('choose')}
                  </Button>
                )}
              </FileButton>
              {takesDrops && <span className="quiet">{t('drop')}</span>}
            </>
          )}
          {kind === 'camera' && <FaceCamera taken={!wanting} onTake={(frame) => take('camera', frame)} />}
        </div>
        <p className="face-picker-said quiet" data-trouble={trouble !== null || undefined} role="status">
          {trouble !== null && <IconAlertTriangle size={16} aria-hidden />}
          {trouble !== null
            ? face === null
              ? errorText(trouble)
              : t('refused', { why: errorText(trouble) })
            : wanting && kind === 'photo'
              ? t('wantPhoto')
              : wanting && kind === 'camera'
                ? t('wantFrame')
                : t(`about_${kind}`)}
        </p>
      </div>
    </section>
  );
}

/** What a lesson's face is called on the page. */
export function useFaceName(): (face: Pick<LessonFace, 'kind' | 'person'>, seed: number) => string {
  const t = useTexts(faceTexts);
  return ({ kind, person }, seed) =>
    kind === 'synthetic'
      ? t('synthetic', { number: seed })
      : kind === 'enrolled'
        ? (person?.name ?? '')
        : t(kind === 'photo' ? 'yourPhoto' : 'yourFrame');
}
