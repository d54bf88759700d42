import { Anchor, Button, Group, Text, Title } from '@mantine/core';
import { IconEyeExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { PersonFindings } from '../../main/contract/people.ts';
import { Portrait } from '../faces/portrait.tsx';
import { call } from '../host/host.ts';
import { useHost } from '../host/use-host.ts';
import { May } from '../session/may.tsx';
import { useMay } from '../session/session.tsx';
import { notify, notifyProblem } from '../shell/notify.ts';
import { keepApart, mergePeople } from './merge-people.ts';
import { picturesOf } from './pictures.ts';
import type { ShownPerson } from './shown.ts';
import { usePng } from './templates.tsx';

const topics = ['people.changed', 'settings.changed'] as const;

/** Of everybody: by id, who has something worth a look. */
export function useFindings(): ReadonlyMap<string, PersonFindings> {
  const { value } = useHost('people.checks', {}, topics);
  return new Map((value?.people ?? []).map((one) => [one.id, one]));
}

/** A quiet mark in a list. */
export function FindingsMark({ findings }: { findings: PersonFindings | undefined }) {
  const { t } = useTranslation('people');
  if (findings === undefined) return null;
  const [alike] = findings.people;
  const said = alike === undefined ? t('weakMark') : t('alikeTitle', { name: alike.name });
  return (
    <span className="finding-mark" role="img" aria-label={said} title={said}>
      <IconEyeExclamation size={18} stroke={1.6} aria-hidden />
    </span>
  );
}

/** What is worth a look about one person, each with what can be done about it. */
export function Findings({ person }: { person: ShownPerson }) {
  const { t } = useTranslation('people');
  const { value } = useHost('people.checks', { id: person.id }, topics);
  const found = value?.people[0];
  if (found === undefined) return null;
  return (
    <section className="card" aria-label={t('worthALook')}>
      <Title order={2}>{t('worthALook')}</Title>
      <ul className="findings">
        {found.people.map((other) => (
          <AlikeFinding key={other.id} person={person} other={other} />
        ))}
        {found.weak.map((weak) => (
          <WeakFinding key={weak.templateId} person={person} weak={weak} />
        ))}
      </ul>
    </section>
  );
}

function AlikeFinding({ person, other }: { person: ShownPerson; other: PersonFindings['people'][number] }) {
  const { t } = useTranslation('people');
  return (
    <li>
      <Portrait personId={other.id} name={other.name} size={48} />
      <div>
        <strong>{t('alikeTitle', { name: other.name })}</strong>
        <Text size="sm">
          {t(other.kind === 'duplicate' ? 'duplicateText' : 'alikeSome', { score: other.score.toFixed(3) })}{' '}
          <Anchor component={Link} href={`/people/${other.id}`} inherit underline="always">
            {t('lookAt', { name: other.name })}
          </Anchor>
        </Text>
        <May call="people.merge">
          <Group gap="xs" mt={6}>
            <Button size="compact-sm" variant="default" onClick={() => void mergePeople(person, other)}>
              {t('mergeHere', { name: other.name })}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => void keepApart(person, other)}>
              {t('keepBoth')}
            </Button>
          </Group>
        </May>
      </div>
    </li>
  );
}

function WeakFinding({ person, weak }: { person: ShownPerson; weak: PersonFindings['weak'][number] }) {
  const { t } = useTranslation('people');
  const mayRemove = useMay('people.removeTemplate');
  const pictureId = person.templateList.find(({ id }) => id === weak.templateId)?.pictureId;
  const pictures = picturesOf(person.templateList);
  const number = pictures.findIndex(
    (picture) =>
      picture.templateId === weak.templateId ||
      person.templateList.some(
        ({ id, pictureId: own }) => id === picture.templateId && own !== null && own === pictureId,
      ),
  );
  const url = usePng(pictures[number]?.crop ?? null);
  const remove = async (): Promise<void> => {
    const outcome = await call('people.removeTemplate', { id: person.id, templateId: weak.templateId });
    if (outcome.ok) notify({ message: t('pictureRemoved') });
    else notifyProblem(outcome.error);
  };
  return (
    <li>
      {url === null ? <span /> : <img src={url} alt="" width={48} height={48} />}
      <div>
        <strong>{t('weakTitle', { number: number + 1 })}</strong>
        <Text size="sm">
          {t(weak.why === 'far' ? 'weakFar' : 'weakQuality', {
            value: weak.value.toFixed(2),
            limit: weak.limit.toFixed(2),
          })}
        </Text>
        {mayRemove && pictures.length > 1 && (
          <Button size="compact-sm" variant="default" mt={6} onClick={() => void remove()}>
            {t('removePicture')}
          </Button>
        )}
      </div>
    </li>
  );
}
