import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useWords } from '../words/words.tsx';

/** Files dropped on any page wait here until the filing page takes them. */
let handed: readonly File[] = [];
export function takeHandedFiles(): readonly File[] {
  const files = handed;
  handed = [];
  return files;
}

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** An e-invoice can be dropped anywhere behind sign-in; pages with their own drop place stop the event first. */
export function DropVeil() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hold = (event: DragEvent) => carriesFiles(event) && event.preventDefault();
    const drop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      if (event.defaultPrevented || !event.dataTransfer || event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      handed = [...event.dataTransfer.files];
      void navigate({ to: '/claims/new' }).then(() => dispatchEvent(new Event('quittance:handed')));
    };
    addEventListener('dragenter', enter);
    addEventListener('dragleave', leave);
    addEventListener('dragover', hold);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragenter', enter);
      removeEventListener('dragleave', leave);
      removeEventListener('dragover', hold);
      removeEventListener('drop', drop);
    };
  }, [navigate]);
  if (!over) return null;
  return (
    <div className="drop-veil">
      <div>
        <strong>{t('drop.title')}</strong>
        <span className="quiet">{t('drop.how')}</span>
      </div>
    </div>
  );
}
