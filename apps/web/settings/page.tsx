import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { getDesk } from '#contract/operations/cases.ts';
import { getSettings } from '#contract/operations/settings.ts';
import { DemoBanner, LoadDemo } from '../desk/demo.tsx';
import '../desk/desk.css';
import { Answer } from '../server/answer.tsx';
import { ask } from '../server/client.ts';
import { useTitle, useWords } from '../words/words.tsx';
import { HouseForm } from './house.tsx';
import { Keys } from './keys.tsx';
import { Passkeys } from './passkeys.tsx';
import { Password } from './password.tsx';
import { People } from './people.tsx';
import { Telephony } from './telephony.tsx';
import './settings.css';

const here = getRouteApi('/frame/settings');
const parts = ['house', 'accounts', 'sales', 'approval', 'people', 'keys', 'telephony', 'passkeys', 'password', 'demo'] as const;

/** The organisation and how it works, in one page with a place for each part. */
export function SettingsPage() {
  const { t } = useWords();
  useTitle(t('nav.settings'));
  const { part } = here.useSearch();
  const settings = useQuery(ask(getSettings, {}));
  const desk = useQuery(ask(getDesk, {}));
  const ready = settings.data !== undefined;
  useEffect(() => {
    if (part && ready) document.getElementById(`part-${part}`)?.scrollIntoView();
  }, [part, ready]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.settings')}</h1>
      </div>
      <div className="settings">
        <nav aria-label={t('settings.parts')} className="settings-nav">
          {parts.map((one) => (
            <Link key={one} to="/settings" search={{ part: one }} data-on={part === one}>
              {t(`settings.${one}`)}
            </Link>
          ))}
          <Link to="/settings/privacy">{t('privacy.title')}</Link>
          <Link to="/settings/log">{t('log.title')}</Link>
          <Link to="/review/learning">{t('matching.title')}</Link>
        </nav>
        <div className="stack-4">
          <Answer of={settings} lines={8}>
            {(value) => <HouseForm settings={value} />}
          </Answer>
          <People />
          <Keys />
          <Telephony />
          <Passkeys />
          <Password />
          <section className="section" id="part-demo" aria-labelledby="demo-head">
            <div className="section-head">
              <h2 id="demo-head">{t('settings.demo')}</h2>
            </div>
            <Answer of={desk} lines={1}>
              {(value) => (value.demo.loaded ? <DemoBanner cases={value.demo.cases} /> : <LoadDemo />)}
            </Answer>
          </section>
        </div>
      </div>
    </div>
  );
}
