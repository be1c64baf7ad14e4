import type { CaseRow } from '#contract/schemas/case.ts';
import { Mark, type Shape, type Tone } from '../pieces/mark.tsx';
import { useWords } from '../words/words.tsx';

type Stage = CaseRow['stage'];

/** How far a case has come, as a shape: open while it is prepared, half while it is worked, full with a title, ticked when closed. */
const shapeOf = (stage: Stage): [Shape, Tone] => {
  switch (stage) {
    case 'draft':
    case 'filed':
    case 'checked':
    case 'assessed':
      return ['open', 'quiet'];
    case 'mandated':
    case 'amicable':
    case 'mediation':
      return ['half', 'ink'];
    case 'payment-order':
    case 'arbitration':
    case 'suit':
      return ['half', 'ochre'];
    case 'title':
    case 'enforcement':
      return ['full', 'ink'];
    case 'closed':
      return ['tick', 'jade'];
  }
};

export function StageMark(props: { readonly row: Pick<CaseRow, 'stage' | 'closeCode'> }) {
  const { t } = useWords();
  const [shape, tone] = shapeOf(props.row.stage);
  return (
    <Mark shape={shape} tone={tone}>
      {props.row.stage === 'closed' && props.row.closeCode ? t(`close.${props.row.closeCode}`) : t(`stage.${props.row.stage}`)}
    </Mark>
  );
}

const overlayShape: Record<CaseRow['overlays'][number], [Shape, Tone]> = {
  disputed: ['bang', 'cinnabar'],
  'on-hold': ['bar', 'ochre'],
  'plan-running': ['half', 'jade'],
  insolvent: ['cross', 'cinnabar'],
  vulnerable: ['diamond', 'ochre'],
};

export function OverlayMarks(props: { readonly of: CaseRow['overlays'] }) {
  const { t } = useWords();
  return props.of.map((overlay) => (
    <Mark key={overlay} shape={overlayShape[overlay][0]} tone={overlayShape[overlay][1]}>
      {t(`overlay.${overlay}`)}
    </Mark>
  ));
}

export const urgencyShape: Record<NonNullable<CaseRow['next']>['urgency'], [Shape, Tone]> = {
  pressing: ['bang', 'cinnabar'],
  due: ['full', 'ink'],
  open: ['open', 'quiet'],
};

/** Verdicts of the three checks: the word and the shape say it, the colour repeats it. */
export function VerdictMark(props: { readonly verdict: string | undefined; readonly label?: string }) {
  const { t } = useWords();
  const [shape, tone, word] = verdictLook(props.verdict);
  return (
    <Mark shape={shape} tone={tone}>
      {props.label ? `${props.label} · ` : ''}
      {t(word)}
    </Mark>
  );
}

function verdictLook(verdict: string | undefined) {
  switch (verdict) {
    case 'pass':
      return ['tick', 'jade', 'verdict.pass'] as const;
    case 'concern':
      return ['half', 'ochre', 'verdict.concern'] as const;
    case 'fail':
      return ['cross', 'cinnabar', 'verdict.fail'] as const;
    default:
      return ['open', 'quiet', 'verdict.unknown'] as const;
  }
}

/** Only for a demo row: it is labelled wherever it shows. */
export function DemoFlag(props: { readonly demo: boolean }) {
  const { t } = useWords();
  return props.demo ? <span className="flag faint">{t('demo.flag')}</span> : null;
}
