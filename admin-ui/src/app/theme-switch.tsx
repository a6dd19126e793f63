import { useState } from 'react';
import { applyTheme, chosenTheme, type Theme } from '@/lib/theme';
import { IconButton } from '@/components/button';
import type { IconName } from '@/components/icon';

const next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const looks: Record<Theme, { icon: IconName; label: string }> = {
  system: { icon: 'screen', label: 'Theme: as the system' },
  light: { icon: 'sun', label: 'Theme: light' },
  dark: { icon: 'moon', label: 'Theme: dark' },
};

/** Goes round the themes: the system's, light, dark. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState(chosenTheme);
  const { icon, label } = looks[theme];
  return (
    <IconButton
      icon={icon}
      label={label}
      className="text-rail-ink-2 hover:not-disabled:bg-rail-2 hover:not-disabled:text-rail-ink"
      onClick={() => {
        applyTheme(next[theme]);
        setTheme(next[theme]);
      }}
    />
  );
}
