import { useEffect } from 'react';

/** Single letters act only when nobody is typing and no dialog is open. */
export function useKeys(map: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || document.querySelector('dialog[open]')) return;
      const target = event.target as HTMLElement | null;
      if (target?.closest('input, textarea, select, [contenteditable], [role="listbox"], [role="combobox"]')) return;
      const act = map[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', heard);
    return () => removeEventListener('keydown', heard);
  }, [map]);
}
