import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useWords } from '../words/words.tsx';

type DialogProps = {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
};

/** Slides in beside the page: traces, previews. The native dialog keeps the focus inside and gives it back. */
export const Sheet = (props: DialogProps) => <Dialog {...props} look="sheet" />;

/** A small question in the middle of the page. */
export const CardDialog = (props: DialogProps) => <Dialog {...props} look="card-dialog" />;

function Dialog(props: DialogProps & { readonly look: 'sheet' | 'card-dialog' }) {
  const { t } = useWords();
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // A layout effect: its end runs while the dialog still stands in the page, and only then can it give the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) {
      dialog.showModal();
      dialog.querySelector<HTMLElement>('[data-first]')?.focus();
    }
    return () => dialog?.close();
  }, []);
  return (
    // The pointer closes by the backdrop; Escape and the close button serve the keyboard.
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is handled by the dialog's own cancel event
    <dialog
      ref={ref}
      className={props.look}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current && isOutside(event, ref.current)) props.onClose();
      }}
    >
      <div className="dialog-head">
        <h2 id={titleId}>{props.title}</h2>
        <button type="button" className="close-x" aria-label={t('do.close')} onClick={props.onClose}>
          ×
        </button>
      </div>
      <div className="dialog-body">{props.children}</div>
      {props.foot && <div className="dialog-foot">{props.foot}</div>}
    </dialog>
  );
}

/** On the backdrop, not on the dialog's own surface (a press that began in a field may end there). */
function isOutside(event: { readonly clientX: number; readonly clientY: number }, dialog: HTMLDialogElement): boolean {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
