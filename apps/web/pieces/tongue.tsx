import { useWords } from '../words/words.tsx';

/** 中 / EN; each button is named in its own language. */
export function TongueSwitch() {
  const { locale, speak, t } = useWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a box of its own
    <span className="tongue" role="group" aria-label={t('frame.language')}>
      <button type="button" lang="zh-CN" aria-label="中文" aria-pressed={locale === 'zh-CN'} onClick={() => speak('zh-CN')}>
        中
      </button>
      <button type="button" lang="en" aria-label="English" aria-pressed={locale === 'en'} onClick={() => speak('en')}>
        EN
      </button>
    </span>
  );
}
