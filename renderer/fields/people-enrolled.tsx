import { Text } from '@mantine/core';
import { useHost } from '../host/use-host.ts';

interface Props {
  readonly words: (count: number) => string;
  /** With fewer people `tooFew` is said, too. */
  readonly least: number;
  readonly tooFew: string;
}

/** How many people are enrolled here, and whether that is enough for what one is about to do. */
export function PeopleEnrolled({ words, least, tooFew }: Props) {
  const { value } = useHost('people.list', {}, ['people.changed']);
  const count = value?.people.length ?? 0;
  return (
    <Text size="sm" role="status">
      {words(count)}
      {count < least && ` ${tooFew}`}
    </Text>
  );
}
