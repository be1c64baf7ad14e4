import type { ReactNode } from 'react';

export type Tone = 'ink' | 'quiet' | 'jade' | 'ochre' | 'cinnabar' | 'inherit';
export type Shape = 'full' | 'open' | 'half' | 'diamond' | 'tick' | 'cross' | 'bar' | 'bang' | 'seal';

/** Status is always a word and a shape; colour only underlines it. */
export function Mark(props: { readonly shape: Shape; readonly tone?: Tone; readonly children?: ReactNode; readonly title?: string }) {
  return (
    <span className={`mark tone-${props.tone ?? 'ink'}`} title={props.title}>
      <svg width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
        {drawing(props.shape)}
      </svg>
      {props.children}
    </span>
  );
}

function drawing(shape: Shape): ReactNode {
  switch (shape) {
    case 'full':
      return <circle cx="6" cy="6" r="4.5" fill="currentColor" stroke="none" />;
    case 'open':
      return <circle cx="6" cy="6" r="4" />;
    case 'half':
      return (
        <>
          <circle cx="6" cy="6" r="4" />
          <path d="M6 2a4 4 0 0 1 0 8z" fill="currentColor" stroke="none" />
        </>
      );
    case 'diamond':
      return <path d="M6 .8 11.2 6 6 11.2.8 6z" fill="currentColor" stroke="none" />;
    case 'tick':
      return <path d="m1.5 6.5 3 3 6-7" strokeWidth="1.8" />;
    case 'cross':
      return <path d="m2 2 8 8M10 2l-8 8" strokeWidth="1.8" />;
    case 'bar':
      return <path d="M1.5 6h9" strokeWidth="2" />;
    case 'bang':
      return (
        <>
          <path d="M6 .9 11.4 11H.6z" fill="currentColor" stroke="none" />
          <path d="M6 4.2v3.2M6 8.6v1.1" stroke="var(--raised)" strokeWidth="1.3" />
        </>
      );
    case 'seal':
      return (
        <>
          <rect x="1" y="1" width="10" height="10" rx="1.5" />
          <path d="m3.4 6.2 1.8 1.8 3.4-4" />
        </>
      );
  }
}
