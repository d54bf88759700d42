import { ActionIcon, Button, NativeSelect, Text, TextInput, Title, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../main/contract/access.ts';
import { type AccessRule, holidayPolicies } from '../../main/contract/access-rules.ts';
import { useMay } from '../session/session.tsx';
import { change, remove } from './change.ts';
import { zoneChoices, zoneName } from './places.ts';
import { Week } from './week.tsx';

/** Who may enter where in which hours of the week; each rule with its week to draw in. */
export function RulesCard({ overview }: { overview: AccessOverview }) {
  const { t } = useTranslation('access');
  const { rules, zones, sites } = overview;
  const zone = zones[0];
  const may = useMay('access.saveRule');
  return (
    <section className="card" aria-label={t('rules')}>
      <div className="card-head">
        <Title order={2} size="h4">
          {t('rules')}
        </Title>
        {may && zone !== undefined && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={16} aria-hidden />}
            aria-label={`${t('add')}: ${t('rules')}`}
            onClick={() => void change('access.saveRule', { ...usual, zoneId: zone.id })}
          >
            {t('add')}
          </Button>
        )}
      </div>
      <Text size="sm" className="quiet">
        {t('timeZone', { zone: sites.map(({ timeZone }) => timeZone).join(', ') })}
        {may && ` · ${t('weekHint')}`}
      </Text>
      {rules.length === 0 && <Text>{t('noRules')}</Text>}
      {rules.map((rule) =>
        may ? (
          <Rule key={rule.id} rule={rule} overview={overview} />
        ) : (
          <RuleToRead key={rule.id} rule={rule} overview={overview} />
        ),
      )}
    </section>
  );
}

interface OfRule {
  readonly rule: AccessRule;
  readonly overview: AccessOverview;
}

const groupName = ({ groups }: AccessOverview, { groupId }: AccessRule): string | undefined =>
  groups.find(({ id }) => id === groupId)?.name;

/** For whoever may not change it. */
function RuleToRead({ rule, overview }: OfRule) {
  const { t } = useTranslation('access');
  const name = `${groupName(overview, rule) ?? t('everybody')} → ${zoneName(overview, rule.zoneId)}`;
  const facts = [
    `${t('onHolidays')}: ${t(`holidays_${rule.holidays}`)}`,
    ...(rule.from === null ? [] : [`${t('validFrom')} ${rule.from}`]),
    ...(rule.until === null ? [] : [`${t('validUntil')} ${rule.until}`]),
  ];
  return (
    <fieldset className="rule" aria-label={name}>
      <div>
        <Text fw={600}>{name}</Text>
        <Text size="sm" className="quiet">
          {facts.join(' · ')}
        </Text>
      </div>
      <Week hours={rule.hours} />
    </fieldset>
  );
}

function Rule({ rule, overview }: OfRule) {
  const { t } = useTranslation('access');
  const set = (part: Partial<AccessRule>) => void change('access.saveRule', { ...rule, ...part });
  const name = `${groupName(overview, rule) ?? t('everybody')} → ${zoneName(overview, rule.zoneId)}`;
  return (
    <fieldset className="rule" aria-label={name}>
      <div className="rule-choices">
        <NativeSelect
          size="xs"
          label={t('group')}
          value={rule.groupId ?? ''}
          data={[
            { value: '', label: t('everybody') },
            ...overview.groups.map((one) => ({ value: one.id, label: one.name })),
          ]}
          onChange={({ currentTarget: { value } }) => set({ groupId: value === '' ? null : value })}
        />
        <NativeSelect
          size="xs"
          label={t('zone')}
          value={rule.zoneId}
          data={[...zoneChoices(overview)]}
          onChange={(event) => set({ zoneId: event.currentTarget.value })}
        />
        <NativeSelect
          size="xs"
          label={t('onHolidays')}
          value={rule.holidays}
          data={holidayPolicies.map((value) => ({ value, label: t(`holidays_${value}`) }))}
          onChange={(event) => set({ holidays: event.currentTarget.value as AccessRule['holidays'] })}
        />
        <div className="rule-dates">
          <TextInput
            size="xs"
            type="date"
            label={t('validFrom')}
            value={rule.from ?? ''}
            onChange={({ currentTarget: { value } }) => set({ from: value === '' ? null : value })}
          />
          <TextInput
            size="xs"
            type="date"
            label={t('validUntil')}
            value={rule.until ?? ''}
            onChange={({ currentTarget: { value } }) => set({ until: value === '' ? null : value })}
          />
        </div>
        <span>
          <Tooltip label={t('remove', { name })}>
            <ActionIcon
              color="gray"
              aria-label={t('remove', { name })}
              onClick={() => void remove('rule', rule.id, name)}
            >
              <IconTrash size={18} stroke={1.6} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </span>
      </div>
      <Week hours={rule.hours} onChange={(hours) => set({ hours })} />
    </fieldset>
  );
}

const usual = {
  groupId: null,
  hours: [{ days: [1, 2, 3, 4, 5], from: 8 * 60, until: 18 * 60 }],
  holidays: 'except' as const,
  from: null,
  until: null,
};
