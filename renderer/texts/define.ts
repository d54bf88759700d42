/** Texts of one area of the page in both languages. A key that one of them lacks does not compile. */
export interface Texts<T> {
  readonly en: T;
  readonly zh: { readonly [K in keyof T]: string };
}

/** Keys that end in `_one` and `_other` are plural forms, chosen by `count`. */
export const defineTexts = <T extends Readonly<Record<string, string>>>(en: T, zh: Texts<T>['zh']): Texts<T> => ({
  en,
  zh,
});
