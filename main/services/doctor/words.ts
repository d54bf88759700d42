import type { IndexState } from '../../../data/gallery/index-keeper.ts';
import type { CheckId, Words } from '../../contract/doctor.ts';
import type { EngineDescription } from '../../engine/protocol.ts';

/** Names of what is looked at. Whatever `doctor` and the Settings page say of a check is worded in this file, in both languages. */
export const NAMES: Readonly<Record<CheckId, Words>> = {
  node: { en: 'Node', zh: 'Node 运行时' },
  'gallery-index': { en: 'Gallery index', zh: '图库索引' },
  'native-tensorflow': { en: 'Native TensorFlow', zh: '原生 TensorFlow' },
  electron: { en: 'Electron', zh: 'Electron 窗口' },
  ffmpeg: { en: 'ffmpeg', zh: 'ffmpeg 视频解码' },
  camera: { en: 'Camera', zh: '摄像头' },
  disk: { en: 'Disk', zh: '磁盘' },
  engine: { en: 'Networks run in', zh: '网络运行于' },
  model: { en: 'Model', zh: '模型' },
  gallery: { en: 'Gallery', zh: '图库' },
  key: { en: 'Unlocked by', zh: '解锁方式' },
  'self-test': { en: 'Self-test', zh: '自检' },
};

/** What the absence of something costs, and what to do. */
export const COSTS = {
  node: {
    en: 'better-sqlite3 needs Node 22 or newer: start with "npm start".',
    zh: 'better-sqlite3 需要 Node 22 或更新版本：请用 "npm start" 启动。',
  },
  'gallery-index': {
    en: 'Searches are exact scans instead: the same answers, slower above some 3,000 people. Install a C++ compiler, make and Python 3, then run "npm rebuild hnswlib-node".',
    zh: '改用精确扫描搜索：结果相同，约 3,000 人以上时较慢。请安装 C++ 编译器、make 和 Python 3，然后运行 "npm rebuild hnswlib-node"。',
  },
  'native-tensorflow': {
    en: 'No GPU is used; networks run in ONNX Runtime on the processor.',
    zh: '不使用 GPU；网络由 ONNX Runtime 在处理器上运行。',
  },
  electron: {
    en: 'The app opens in your browser instead; keys are kept in a key file or under a passphrase, not in the system key store.',
    zh: '应用改在浏览器中打开；密钥保存在密钥文件中或由口令保护，而不在系统密钥库中。',
  },
  ffmpeg: {
    en: 'Videos cannot be identified from the command line (Debian: apt install ffmpeg).',
    zh: '命令行无法辨识视频（Debian：apt install ffmpeg）。',
  },
  camera: { en: 'Use photos, or the sample camera.', zh: '请使用照片或示例摄像头。' },
  disk: {
    en: 'Less than 200 MB: enrolment may fail with DISK_FULL. Free some space.',
    zh: '不足 200 MB：登记可能失败（DISK_FULL）。请腾出空间。',
  },
  engine: { en: 'No face can be recognised.', zh: '无法识别任何人脸。' },
  'self-test': {
    en: 'Recognition does not work. Run "npm start" to fetch what is missing.',
    zh: '识别不可用。请运行 "npm start" 获取缺少的内容。',
  },
} as const satisfies Readonly<Partial<Record<CheckId, Words>>>;

const SLOTS = {
  'key-file': { en: 'key file', zh: '密钥文件' },
  passphrase: { en: 'passphrase', zh: '口令' },
  system: { en: 'system key store', zh: '系统密钥库' },
} as const satisfies Readonly<Record<string, Words>>;

/** What was found. What a system or a library says itself stands in it as it said it. */
export const FOUND = {
  /** A name and a version are the same in every language. */
  named: (name: string): Words => ({ en: name, zh: name }),
  notBuilt: (module: string): Words => ({
    en: `${module} (optional) was not built`,
    zh: `${module}（可选）尚未编译`,
  }),
  notInstalled: (name: string): Words => ({ en: `${name} (optional) is not installed`, zh: `${name}（可选）未安装` }),
  doesNotLoad: (module: string, said: string): Words => ({
    en: `${module} does not load: ${said}`,
    zh: `${module} 无法加载：${said}`,
  }),
  notOnPath: (): Words => ({ en: 'not on the PATH', zh: '不在 PATH 中' }),
  noCamera: (): Words => ({ en: 'no /dev/video*', zh: '没有找到摄像头（/dev/video*）' }),
  cameraAsked: (): Words => ({
    en: 'asked for by the app when the Desk opens',
    zh: '打开前台时由应用询问',
  }),
  free: (bytes: number): Words => {
    const gigabytes = (bytes / 1e9).toFixed(1);
    return { en: `${gigabytes} GB free`, zh: `可用 ${gigabytes} GB` };
  },
  engine: ({ backend, reason, alternatives }: EngineDescription): Words => {
    const missing = alternatives.filter(({ available }) => !available);
    return {
      en: `${backend}: ${reason}`,
      zh: `使用 ${backend}。${missing.map(({ id, reason: said }) => `${id} 不可用（${said}）。`).join('')}`,
    };
  },
  model: (id: string, { en, zh }: Words): Words => ({ en: `${id}. ${en}`, zh: `${id}。${zh}` }),
  gallery: (templates: number, people: number, index: IndexState): Words => {
    const why = indexWords(index);
    return {
      en: `${count(templates, 'template')} of ${people === 1 ? '1 person' : `${people} people`}, ${why.en}`,
      zh: `${people} 人的 ${templates} 个模板，${why.zh}`,
    };
  },
  slots: (kinds: readonly (keyof typeof SLOTS)[]): Words => ({
    en: kinds.map((kind) => SLOTS[kind].en).join(', '),
    zh: kinds.map((kind) => SLOTS[kind].zh).join('、'),
  }),
  noFace: (): Words => ({ en: 'no face was found in the sample photo', zh: '在示例照片中没有找到人脸' }),
  noSample: (): Words => ({ en: 'the sample photo is missing', zh: '缺少示例照片' }),
} as const;

function indexWords(index: IndexState): Words {
  if (index.kind === 'hnsw')
    return {
      en: `hnsw: HNSW of ${count(index.rows, 'row')}, the rest by exact scan`,
      zh: `HNSW 索引（${index.rows} 行），其余精确扫描`,
    };
  if (index.why === 'building') return { en: 'exact: HNSW is being built', zh: '精确扫描：正在建立 HNSW 索引' };
  if (index.why === 'off') return { en: 'exact: HNSW is switched off', zh: '精确扫描：HNSW 索引已关闭' };
  if (index.why === 'small')
    return {
      en: `exact: below ${index.minSize} rows the exact scan is as fast and always right`,
      zh: `精确扫描：少于 ${index.minSize} 行时同样快，而且总是正确`,
    };
  return { en: `exact: HNSW is not available: ${index.problem}`, zh: `精确扫描：HNSW 不可用（${index.problem}）` };
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
