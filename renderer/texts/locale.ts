/** The reader's own variety of the page's language, where the browser names one: en-GB writes dates unlike en-US. */
export const localeOf = (language: string): string =>
  navigator.languages.find((one) => one.startsWith(language)) ?? (language === 'zh' ? 'zh-CN' : language);
