import { useTranslation } from 'react-i18next';
import type { EvaluationProtocol } from '../../../main/contract/evaluation.ts';
import { PathField } from './path-field.tsx';
import { PicturesFields, RootField, rootOf } from './pictures-fields.tsx';
import { dealOf } from './protocols.ts';

interface Props {
  readonly protocol: EvaluationProtocol;
  readonly onChange: (protocol: EvaluationProtocol) => void;
}

/** The pictures that a question asks for. */
export function ProtocolFields({ protocol, onChange }: Props) {
  const { t } = useTranslation('evaluate');
  switch (protocol.protocol) {
    case 'all-pairs':
      return (
        <PicturesFields
          label={t('data')}
          pictures={protocol.data}
          onChange={(data) => data !== null && onChange({ ...protocol, data })}
        />
      );
    case 'gallery':
      return (
        <PicturesFields
          label={t('strangersFrom')}
          pictures={protocol.strangers ?? null}
          other="none"
          otherFirst
          onChange={(strangers) =>
            onChange(strangers === null ? { protocol: 'gallery' } : { protocol: 'gallery', strangers })
          }
        />
      );
    case 'verification':
      return (
        <>
          <PathField
            label={t('path_pairs')}
            description={t('pairsHint')}
            value={protocol.pairs}
            onChange={(pairs) => onChange({ ...protocol, pairs })}
          />
          <RootField
            root={protocol.root}
            onChange={(root) => onChange({ protocol: 'verification', pairs: protocol.pairs, ...rootOf(root) })}
          />
        </>
      );
    case 'identification': {
      const { data } = protocol;
      return (
        <>
          <PicturesFields
            label={t('data')}
            pictures={data.source === 'deal' ? data.pictures : null}
            other="protocol"
            onChange={(pictures) =>
              onChange({
                ...protocol,
                data:
                  pictures === null
                    ? { source: 'protocol', path: '' }
                    : data.source === 'deal'
                      ? { ...data, pictures }
                      : dealOf(pictures),
              })
            }
          />
          {data.source === 'protocol' && (
            <>
              <PathField
                label={t('path_protocol')}
                value={data.path}
                onChange={(path) => onChange({ ...protocol, data: { ...data, path } })}
              />
              <RootField
                root={data.root}
                onChange={(root) =>
                  onChange({ ...protocol, data: { source: 'protocol', path: data.path, ...rootOf(root) } })
                }
              />
            </>
          )}
        </>
      );
    }
  }
}
