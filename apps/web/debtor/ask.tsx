import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import type { Output } from '#contract/operation.ts';
import { askConnector, listConnectors, listLookups } from '#contract/operations/registry.ts';
import { Day, Moment } from '../pieces/amount.tsx';
import { Field } from '../pieces/field.tsx';
import { Mark, type Shape, type Tone } from '../pieces/mark.tsx';
import { Answer, Failed } from '../server/answer.tsx';
import { ask, useAct } from '../server/client.ts';
import { useWords } from '../words/words.tsx';
import { firstGround, GroundFields, groundReady } from './ground.tsx';

type Connector = Output<typeof listConnectors>['items'][number];
type Lookup = Output<typeof listLookups>['items'][number];

/** Asks an outside source about the debtor, with purpose, legal ground and retention; below, everything that was asked. */
export function AskSource(props: { readonly caseId: string; readonly country: string | undefined; readonly about: 'registers' | 'news' }) {
  const { t, say } = useWords();
  const connectors = useQuery(ask(listConnectors, {}));
  const lookups = useQuery(ask(listLookups, { params: { caseId: props.caseId } }));
  const [chosen, setChosen] = useState<string>();
  const [ground, setGround] = useState(firstGround);
  const put = useAct(askConnector);
  const sources = (connectors.data?.items ?? []).filter((one) => one.answers.includes('news') === (props.about === 'news'));
  const connector = sources.find(({ id }) => id === chosen);
  const why =
    connector && !connector.ready ? t('ask.notReady') : !connector ? t('ask.choose') : groundReady(ground) ? undefined : t('ask.needGround');
  return (
    <div className="stack-2">
      <div className="fields ask-fields">
        <Field label={t('ask.source')} {...(connector ? { hint: <SourceTerms of={connector} /> } : {})}>
          <Select
            value={chosen}
            placeholder={t('form.choose')}
            onChange={setChosen}
            options={sources.map((one) => ({
              value: one.id,
              label: `${say(one.title)}${one.ready ? '' : ` · ${t('ask.off')}`}${covers(one, props.country) ? '' : ` · ${t('coverage.not-covered')}`}`,
            }))}
          />
        </Field>
        <GroundFields value={ground} onChange={setGround} />
      </div>
      <p className="row">
        <Button
          type="primary"
          disabled={why !== undefined}
          loading={put.isPending}
          onClick={() =>
            chosen && put.mutate({ params: { caseId: props.caseId }, body: { connector: chosen, ...ground, purpose: ground.purpose.trim() } })
          }
        >
          {t('ask.do')}
        </Button>
        {why && <span className="small quiet">{why}</span>}
        {put.data && (
          <span role="status">
            <OutcomeMark of={put.data.answer} />
            {put.data.findings.length > 0 && <span className="quiet"> · {t('ask.findings', { n: put.data.findings.length })}</span>}
            {put.data.lookup.why && <span className="quiet"> · {put.data.lookup.why}</span>}
          </span>
        )}
      </p>
      {put.isError && <Failed error={put.error} />}
      <Answer of={lookups} lines={2}>
        {(value) =>
          props.about === 'news' ? null : value.items.length === 0 ? (
            <p className="quiet">{t('ask.none')}</p>
          ) : (
            <ul className="lookups" aria-label={t('ask.log')}>
              {value.items.map((one) => (
                <LookupRow key={one.id} of={one} connector={connectors.data?.items.find(({ id }) => id === one.connector)} />
              ))}
            </ul>
          )
        }
      </Answer>
    </div>
  );
}

const covers = (one: Connector, country: string | undefined): boolean =>
  one.countries.length === 0 || country === undefined || one.countries.includes(country);

function SourceTerms(props: { readonly of: Connector }) {
  const { t, money } = useWords();
  const { of } = props;
  const cost = of.costMinor === 0 ? t('ask.free') : t('ask.cost', { cost: money((of.costMinor / 100).toFixed(2), of.currency) });
  return <>{[cost, t('ask.fresh', { n: of.freshHours }), t('ask.licence', { licence: of.licence })].join(' · ')}</>;
}

const outcomeLook: Record<Lookup['outcome'], [Shape, Tone]> = {
  asked: ['half', 'quiet'],
  found: ['full', 'jade'],
  'not-found': ['open', 'quiet'],
  'not-covered': ['bar', 'quiet'],
  'source-failed': ['cross', 'cinnabar'],
};

export function OutcomeMark(props: { readonly of: Lookup['outcome'] }) {
  const { t } = useWords();
  const [shape, tone] = outcomeLook[props.of];
  return (
    <Mark shape={shape} tone={tone}>
      {props.of === 'asked' ? t('ask.underWay') : t(`coverage.${props.of}`)}
    </Mark>
  );
}

function LookupRow(props: { readonly of: Lookup; readonly connector: Connector | undefined }) {
  const { t, say } = useWords();
  const { of } = props;
  return (
    <li>
      <p className="row-2">
        <OutcomeMark of={of.outcome} />
        <span>{props.connector ? say(props.connector.title) : of.connector}</span>
        <span className="small quiet">
          <Moment at={of.askedAt} />
        </span>
      </p>
      <p className="small quiet row-2">
        <span>{of.purpose}</span>
        <span>{t(`ground.basis.${of.legalBasis as 'contract'}`)}</span>
        {of.crossesBorder && <span>{t('ask.abroad')}</span>}
        {of.fromCache && <span>{t('ask.again')}</span>}
        {of.erasedAt ? (
          <span>{t('ask.erased')}</span>
        ) : (
          <span>
            {t('ask.until')} <Day on={of.retainUntil} />
          </span>
        )}
        {of.why && <span>{of.why}</span>}
      </p>
    </li>
  );
}
