import { useWords } from '../words/words.tsx';

/** 中 / EN; each button is named in its own language. */
export function TongueSwitch() {
  const { locale, speak, t } = useWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a box of its own
    <span className="tongue" role="group" aria-label={t('frame.language')}>
      <button type="button" lang="zh-CN" aria-pressed={locale === 'zh-CN'} onClick={() => speak('zh-CN')}>
        中<span className="sr-only"> 中文</span>
      </button>
      <button type="button" lang="en" aria-pressed={locale === 'en'} onClick={() => speak('en')}>
        EN<span className="sr-only"> English</span>
      </button>
    </span>
  );
}
