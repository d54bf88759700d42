import { IconRefreshAlert } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import './people.css';

/** Nobody with this mark is recognised by the model in use. */
export function NeedsReenrolment() {
  const { t } = useTranslation('people');
  return (
    <span className="needs">
      <IconRefreshAlert size={16} stroke={2} aria-hidden />
      {t('needs')}
    </span>
  );
}
