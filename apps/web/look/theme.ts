export type Theme = 'light' | 'dark' | 'system';
const kept = 'quittance.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

export const chosenTheme = (): Theme => {
  const value = localStorage.getItem(kept);
  return value === 'light' || value === 'dark' ? value : 'system';
};

export const isDark = (): boolean => {
  const theme = chosenTheme();
  return theme === 'dark' || (theme === 'system' && dark.matches);
};

/** Puts the theme on the document; follows the system until a person chooses. */
export function applyTheme(): void {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(kept);
  else localStorage.setItem(kept, theme);
  applyTheme();
  dispatchEvent(new Event('quittance:theme'));
}

/** Tells when the theme changes, by a person or by the system. */
export function onThemeChange(listener: () => void): () => void {
  const heard = () => {
    applyTheme();
    listener();
  };
  dark.addEventListener('change', heard);
  addEventListener('quittance:theme', heard);
  return () => {
    dark.removeEventListener('change', heard);
    removeEventListener('quittance:theme', heard);
  };
}
