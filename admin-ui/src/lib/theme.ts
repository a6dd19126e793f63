export type Theme = 'system' | 'light' | 'dark';

const KEY = 'aispm.theme';

export function chosenTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** Draws the page in a theme from now on, and remembers it on this machine. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') {
    delete document.documentElement.dataset['theme'];
    localStorage.removeItem(KEY);
    return;
  }
  document.documentElement.dataset['theme'] = theme;
  localStorage.setItem(KEY, theme);
}
