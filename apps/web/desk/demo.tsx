import { App, Button } from 'antd';
import { loadDemo, removeDemo } from '#contract/operations/settings.ts';
import { Mark } from '../pieces/mark.tsx';
import { Failed } from '../server/answer.tsx';
import { useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';

/** Made-up cases never pass for real ones: the banner names them and takes them away in one press. */
export function DemoBanner(props: { readonly cases: number }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const remove = useAct(removeDemo, (done) => void message.success(t('demo.removed', { n: done.removed })));
  return (
    <div className="demo-banner">
      <Mark shape="diamond" tone="ochre">
        {t('demo.flag')}
      </Mark>
      <span className="grow">{t('demo.banner', { n: props.cases })}</span>
      <Button size="small" loading={remove.isPending} onClick={() => remove.mutate({})}>
        {t('demo.remove')}
      </Button>
      {remove.isError && <Failed error={remove.error} />}
    </div>
  );
}

export function LoadDemo() {
  const { t } = useWords();
  const { message } = App.useApp();
  const load = useAct(loadDemo, (done) => void message.success(t('demo.loaded', { n: done.cases })));
  return (
    <>
      <Button loading={load.isPending} onClick={() => load.mutate({ body: {} })}>
        {t('demo.load')}
      </Button>
      {load.isError && <Failed error={load.error} />}
    </>
  );
}
