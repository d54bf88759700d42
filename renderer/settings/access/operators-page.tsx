import { Anchor, Button, Group, NumberInput, Stack, Switch, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Operator, OperatorPolicy } from '../../../main/contract/operators.ts';
import { call } from '../../host/host.ts';
import { useHost } from '../../host/use-host.ts';
import { notifyProblem } from '../../shell/notify.ts';
import { errorText } from '../../texts/error-text.ts';
import '../settings.css';
import './access.css';
import { AddOperator } from './add-operator.tsx';
import { OperatorRow } from './operator-row.tsx';

/** Who may sign in, as what; how long a session lasts; whether the Desk runs locked. */
export default function OperatorsPage() {
  const { t } = useTranslation('accessSettings');
  const { value, error, refresh } = useHost('operators.list', {}, ['session.changed']);
  const [adds, setAdds] = useState(false);
  const operators = value?.operators ?? [];
  return (
    <div className="page-body settings">
      <Anchor component={Link} href="/settings" size="sm">
        ← {t('back')}
      </Anchor>
      <Title order={1}>{t('operators')}</Title>
      <Text className="quiet">{t('operatorsLead')}</Text>
      {error !== null && value === null && <Text role="alert">{errorText(error)}</Text>}
      {value !== null && (
        <Stack gap="md" mt="md">
          <section className="card" aria-label={t('operators')}>
            {operators.length === 0 ? (
              <>
                <Title order={2}>{t('none')}</Title>
                <Text>{t('noneText')}</Text>
              </>
            ) : (
              <Table operators={operators} changed={refresh} />
            )}
            <Group>
              <Button onClick={() => setAdds(true)}>{t(operators.length === 0 ? 'addOwner' : 'add')}</Button>
            </Group>
          </section>
          {operators.length > 0 && <Sessions policy={value.policy} />}
        </Stack>
      )}
      {adds && <AddOperator first={operators.length === 0} onClose={() => setAdds(false)} />}
    </div>
  );
}

function Table({ operators, changed }: { operators: readonly Operator[]; changed: () => void }) {
  const { t } = useTranslation('accessSettings');
  return (
    <table className="access-table">
      <thead>
        <tr>
          <th>{t('name')}</th>
          <th>{t('role')}</th>
          <th>{t('lastSignIn')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {operators.map((operator) => (
          <OperatorRow key={operator.id} operator={operator} last={operators.length === 1} changed={changed} />
        ))}
      </tbody>
    </table>
  );
}

function Sessions({ policy }: { policy: OperatorPolicy }) {
  const { t } = useTranslation('accessSettings');
  const set = (values: Partial<OperatorPolicy>): void =>
    void call('operators.setPolicy', values).then((outcome) => outcome.ok || notifyProblem(outcome.error));
  return (
    <section className="card" aria-label={t('sessions')}>
      <Title order={2}>{t('sessions')}</Title>
      <Group gap="lg" align="flex-end">
        <Limit label={t('idle')} max={480} value={policy.idleMinutes} set={(idleMinutes) => set({ idleMinutes })} />
        <Limit
          label={t('absolute')}
          max={72}
          value={policy.absoluteHours}
          set={(absoluteHours) => set({ absoluteHours })}
        />
      </Group>
      <Switch
        label={t('lockedDesk')}
        description={t('lockedDeskWhat')}
        checked={policy.lockedDesk}
        onChange={(event) => set({ lockedDesk: event.currentTarget.checked })}
      />
      <Text size="sm" className="quiet">
        {t('lockOut')}
      </Text>
    </section>
  );
}

/** Set when the field is left: half a number is nobody's choice. */
function Limit({
  label,
  max,
  value,
  set,
}: {
  label: string;
  max: number;
  value: number;
  set: (value: number) => void;
}) {
  return (
    <NumberInput
      label={label}
      min={1}
      max={max}
      clampBehavior="strict"
      allowDecimal={false}
      key={value}
      defaultValue={value}
      onBlur={(event) => {
        const typed = Number(event.currentTarget.value);
        if (typed !== value && typed >= 1 && typed <= max) set(typed);
      }}
    />
  );
}
