import { Table, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EvaluationProtocol } from '../../../main/contract/evaluation.ts';
import { rateTick } from '../../charts/rates.ts';
import { fmrShowable, fmrTargets, fpirShowable, fpirTargets, type Showable, trialsNeeded } from './showable.ts';

const signs = { showable: IconCircleCheck, indicativeOnly: IconCircleDashed, notShowable: IconCircleX } as const;

interface Props {
  readonly protocol: EvaluationProtocol;
  readonly nonMated: number;
  readonly strangers: number;
}

/** Which rates so many trials can show, said before they are run. */
export function CanShow({ protocol, nonMated, strangers }: Props) {
  const { t, i18n } = useTranslation('evaluate');
  const rows =
    protocol.protocol === 'verification' || protocol.protocol === 'all-pairs'
      ? fmrTargets.map((rate) => ({
          rate,
          name: t('rateFmr', { rate: rateTick(rate) }),
          has: nonMated,
          verdict: fmrShowable(rate, nonMated),
        }))
      : fpirTargets.map((rate) => ({
          rate,
          name: t('rateFpir', { rate: rateTick(rate) }),
          has: strangers,
          verdict: fpirShowable(rate, strangers),
        }));
  const number = (value: number): string => value.toLocaleString(i18n.language);
  return (
    <div>
      <h3>{t('canShow')}</h3>
      <Table className="evaluate-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('rate')}</Table.Th>
            <Table.Th scope="col">{t('needs')}</Table.Th>
            <Table.Th scope="col">{t('has')}</Table.Th>
            <Table.Th scope="col">{t('verdict')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ rate, name, has, verdict }) => (
            <Table.Tr key={rate}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td>{t('trialsOf', { number: number(trialsNeeded(rate)) })}</Table.Td>
              <Table.Td>{number(has)}</Table.Td>
              <Table.Td>
                <Verdict verdict={verdict} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" className="quiet" mt={8}>
        {t('canShowHint')}
      </Text>
    </div>
  );
}

function Verdict({ verdict }: { verdict: Showable }) {
  const { t } = useTranslation('evaluate');
  const Sign = signs[verdict];
  return (
    <span className="evaluate-verdict" data-verdict={verdict}>
      <Sign size={18} stroke={1.6} aria-hidden />
      {t(verdict)}
    </span>
  );
}
