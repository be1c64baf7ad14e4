import { Button, Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { urlOf } from '#contract/client.ts';
import { type AssetMapJson, annexPurposes, exportAssetsAnnex, exportAssetsFtm, printAssetsAnnex } from '#contract/operations/assets.ts';
import { CardDialog } from '../pieces/sheet.tsx';
import { type Locale, useWords } from '../words/words.tsx';

type Purpose = (typeof annexPurposes)[number];

/** The list of assets as an annex to an application, and the map for other tools; says first what will stand in it. */
export function ExportDialog(props: { readonly caseId: string; readonly map: AssetMapJson; readonly onClose: () => void }) {
  const { t, locale: own } = useWords();
  const [purpose, setPurpose] = useState<Purpose>('preservation');
  const [locale, setLocale] = useState<Locale>(own);
  const [clues, setClues] = useState(false);
  const params = { caseId: props.caseId };
  const query = { purpose, locale, clues };
  const fit = props.map.nodes.filter((node) => node.isAsset && node.exportable && (purpose !== 'eapo' || node.schema === 'BankAccount'));
  const proved = fit.filter(({ status }) => status !== 'clue').length;
  const withheld = props.map.nodes.filter(({ exportable }) => !exportable).length + props.map.edges.filter(({ exportable }) => !exportable).length;
  return (
    <CardDialog
      title={t('asset.export')}
      onClose={props.onClose}
      foot={
        <>
          <Button href={urlOf('', exportAssetsFtm, { params })} download>
            {t('asset.export.ftm')}
          </Button>
          <Button href={urlOf('', exportAssetsAnnex, { params, query })} download>
            {t('asset.export.csv')}
          </Button>
          <Button type="primary" href={urlOf('', printAssetsAnnex, { params, query })} download>
            {t('asset.export.pdf')}
          </Button>
        </>
      }
    >
      <div className="stack-2">
        <p className="group-label">{t('asset.export.purpose')}</p>
        <Radio.Group
          className="asset-purposes"
          aria-label={t('asset.export.purpose')}
          value={purpose}
          onChange={(event) => setPurpose(annexPurposes.find((one) => one === event.target.value) ?? 'preservation')}
          options={annexPurposes.map((value) => ({ value, label: t(`asset.purpose.${value}`) }))}
        />
        <p className="group-label">{t('letters.language')}</p>
        <Radio.Group
          aria-label={t('letters.language')}
          value={locale}
          onChange={(event) => setLocale(event.target.value === 'en' ? 'en' : 'zh-CN')}
          options={[
            { value: 'zh-CN', label: t('letters.zh') },
            { value: 'en', label: t('letters.en') },
          ]}
        />
        <Checkbox checked={clues} onChange={(event) => setClues(event.target.checked)}>
          {t('asset.export.clues')}
        </Checkbox>
        <p className="notice small">
          {t('asset.export.holds', { proved, clues: clues ? fit.length - proved : 0 })} {withheld > 0 && t('asset.export.withheld', { n: withheld })}
        </p>
      </div>
    </CardDialog>
  );
}
