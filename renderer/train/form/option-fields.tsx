import type { OptionSpecs } from '../../../models/losses/options.ts';
import { NumberField } from '../../fields/number-field.tsx';
import { useTrainWords } from '../words.ts';

interface Props {
  readonly specs: OptionSpecs;
  readonly values: Readonly<Record<string, number>>;
  readonly onChange: (values: Record<string, number>) => void;
}

/** Steps through a range: a tenth of the default's size, whatever that is. */
const stepOf = (usual: number): number => (usual === 0 ? 0.1 : 10 ** Math.floor(Math.log10(Math.abs(usual)) - 0.3));

/** The numbers of a loss or a miner, with their defaults until changed. */
export function OptionFields({ specs, values, onChange }: Props) {
  const word = useTrainWords();
  const names = Object.keys(specs);
  if (names.length === 0) return null;
  return (
    <div className="field-row" data-two>
      {names.map((name) => {
        const { default: usual, low, high, integer = false } = specs[name]!;
        return (
          <NumberField
            key={name}
            label={word.option(name)}
            value={values[name] ?? usual}
            low={low}
            high={high}
            step={integer ? 1 : stepOf(usual)}
            whole={integer}
            onChange={(value) => onChange({ ...values, [name]: value })}
          />
        );
      })}
    </div>
  );
}
