import { defineTexts } from './define.ts';

/** The ways to open the data folder. */
export const keys = defineTexts(
  {
    title: 'Keys',
    lead: 'Each of these opens the data folder by itself. What lies in it is not encrypted anew when they change, and backups keep the ways they were made with.',
    'key-file': 'Key file',
    passphrase: 'Passphrase',
    recovery: 'Recovery code',
    system: 'The system’s key store',
    remove: 'Remove: {{what}}',
    removeWhat: 'The data folder is then opened by the others alone. Be sure that you have one of them at hand.',
    removeNow: 'Remove',
    setPassphrase: 'Set a passphrase',
    changePassphrase: 'Change the passphrase',
    set: 'Set',
    passphraseSet: 'The passphrase is set. It opens the data folder from now on.',
    newCode: 'New recovery code',
    writeDown:
      'Write it down and keep it away from this computer: it opens the data folder where the passphrase is asked for. It is shown this once, and the one before is void.',
    written: 'I have written it down',
    renew: 'Renew the key file',
    renewed: '{{path}} has a new secret. Copies of the old file open nothing but old backups.',
  },
  {
    title: '密钥',
    lead: '以下每一项都可以单独打开数据文件夹。更改它们时不会重新加密其中的内容；备份仍使用制作时的方式打开。',
    'key-file': '密钥文件',
    passphrase: '口令',
    recovery: '恢复码',
    system: '系统密钥库',
    remove: '移除：{{what}}',
    removeWhat: '此后只能用其余方式打开数据文件夹。请确认手边有其中一种。',
    removeNow: '移除',
    setPassphrase: '设置口令',
    changePassphrase: '更改口令',
    set: '设置',
    passphraseSet: '口令已设置，今后可用它打开数据文件夹。',
    newCode: '新的恢复码',
    writeDown:
      '请抄写下来并存放在这台电脑以外的地方：在要求输入口令处输入它即可打开数据文件夹。它只显示这一次，先前的恢复码随之作废。',
    written: '我已抄写',
    renew: '更新密钥文件',
    renewed: '{{path}} 有了新的密钥。旧文件的副本只能打开旧备份。',
  },
);
