import { Day } from '../pieces/amount.tsx';
import { useWords } from '../words/words.tsx';
import type { Records } from './page.tsx';

/** What is kept with an end, how much has gone, and when the next goes. */
export function Retention(props: { readonly of: Records }) {
  const { t } = useWords();
  const { kept, lookups, controller } = props.of;
  return (
    <section className="section" aria-labelledby="retention-head">
      <div className="section-head">
        <h2 id="retention-head">{t('privacy.retention')}</h2>
      </div>
      <p className="quiet">{t('privacy.retention.how', { days: controller.clueDaysAfterClose })}</p>
      <table className="privacy-table">
        <thead>
          <tr>
            <th scope="col">{t('privacy.what')}</th>
            <th scope="col" className="right">
              {t('privacy.kept')}
            </th>
            <th scope="col" className="right">
              {t('privacy.erased')}
            </th>
            <th scope="col">{t('privacy.next')}</th>
          </tr>
        </thead>
        <tbody>
          {kept.map((one) => (
            <tr key={one.place}>
              <th scope="row">{t(`privacy.place.${one.place as 'parties'}`)}</th>
              <td className="num">{one.kept}</td>
              <td className="num">{one.erased}</td>
              <td>
                <Day on={one.next} none={t('privacy.next.none')} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3 className="privacy-sub">{t('privacy.asked')}</h3>
      {lookups.length === 0 ? (
        <p className="quiet">{t('privacy.asked.none')}</p>
      ) : (
        <ul>
          {lookups.slice(0, 30).map((one) => (
            <li key={`${one.connector}${one.purpose}${one.legalBasis}${one.subjectKind}${one.crossesBorder}`} className="entry between">
              <span>
                {one.connector} · {one.purpose}
                <br />
                <span className="small quiet">
                  {t(`privacy.basis.${one.legalBasis as 'contract'}`)} · {t(`privacy.subject.${one.subjectKind as 'person'}`)}
                  {one.crossesBorder ? ` · ${t('privacy.crosses')}` : ''}
                </span>
              </span>
              <span className="small quiet">{t('privacy.times', { count: one.count, day: one.last })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
