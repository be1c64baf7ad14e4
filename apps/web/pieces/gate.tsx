import { Button, type ButtonProps, Tooltip } from 'antd';
import type { CaseDetail } from '#contract/schemas/case.ts';
import { useWords } from '../words/words.tsx';

type Permission = CaseDetail['actions'][number];

/** A button of the one table of permitted actions: forbidden stays visible and says why, also to the keyboard. */
export function Gate(props: ButtonProps & { readonly actions: readonly Permission[]; readonly action: string }) {
  const { say, t } = useWords();
  const { actions, action, ...rest } = props;
  const found = actions.find((one) => one.id === action);
  if (found?.allowed) return <Button {...rest} />;
  const why = found?.why ? say(found.why) : t('gate.unknown');
  const { onClick: _, disabled: _d, ...shown } = rest;
  return (
    <Tooltip title={why} trigger={['hover', 'focus']}>
      <Button {...shown} aria-disabled className="gate-shut" aria-description={why} />
    </Tooltip>
  );
}
