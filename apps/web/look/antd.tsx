import { App, ConfigProvider, type ConfigProviderProps, theme } from 'antd';
import enUS from 'antd/es/locale/en_US.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import 'dayjs/locale/zh-cn';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useWords } from '../words/words.tsx';
import { isDark, onThemeChange } from './theme.ts';

type AntdLocale = NonNullable<ConfigProviderProps['locale']>;
/** antd's locale files are typed as CommonJS and bundled as modules: the words stand at the top or under default. */
const wordsOf = (file: AntdLocale | { readonly default: AntdLocale }): AntdLocale => ('default' in file ? file.default : file);

/** antd in our tokens: the colours are those of tokens.css, darkened where antd's defaults miss WCAG AA. */
const colours = {
  light: {
    colorPrimary: '#1d3557',
    colorLink: '#1d3557',
    colorError: '#ab2b1b',
    colorSuccess: '#1d6650',
    colorWarning: '#7d5200',
    colorInfo: '#1d3557',
    colorTextBase: '#18222f',
    colorBgBase: '#fffdfa',
    colorBgLayout: '#fbf8f2',
    colorBorder: '#b9ae9b',
    colorBorderSecondary: '#e4ddd0',
    colorTextSecondary: '#465163',
    colorTextTertiary: '#626c7c',
    colorTextPlaceholder: '#6b7482',
    colorTextDescription: '#465163',
    colorTextDisabled: '#6b7482',
    // What antd derives for a chosen option is a dark grey.
    controlItemBgActive: '#e8edf3',
    controlItemBgActiveHover: '#e8edf3',
  },
  dark: {
    colorPrimary: '#b3c9e6',
    colorLink: '#b3c9e6',
    colorError: '#f28d79',
    colorSuccess: '#7bc9aa',
    colorWarning: '#e2b968',
    colorInfo: '#b3c9e6',
    colorTextBase: '#ece7dc',
    colorBgBase: '#181e26',
    colorBgLayout: '#12161c',
    colorBorder: '#56606e',
    colorBorderSecondary: '#2a323d',
    colorTextLightSolid: '#101823',
    colorTextSecondary: '#bcb8ae',
    colorTextTertiary: '#9b978d',
    colorTextPlaceholder: '#9b978d',
    colorTextDescription: '#bcb8ae',
    colorTextDisabled: '#8d8a82',
    controlItemBgActive: '#1e2a3a',
    controlItemBgActiveHover: '#1e2a3a',
  },
};

export function AntdLook(props: { readonly children: ReactNode }) {
  const { locale } = useWords();
  const dark = useSyncExternalStore(onThemeChange, isDark);
  return (
    <ConfigProvider
      locale={wordsOf(locale === 'en' ? enUS : zhCN)}
      button={{ autoInsertSpace: false }}
      // A modal dialog stands above everything in the body: what opens from a control inside has to open inside.
      getPopupContainer={(trigger) => trigger?.closest('dialog') ?? document.body}
      theme={{
        algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          ...(dark ? colours.dark : colours.light),
          fontFamily: 'var(--sans)',
          fontSize: 15,
          borderRadius: 6,
          controlHeight: 40,
          controlHeightSM: 32,
          controlHeightLG: 48,
          sizeUnit: 4,
          boxShadow: 'var(--shadow)',
          motionDurationMid: '0.12s',
        },
        components: {
          Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
        },
      }}
    >
      <App component={false}>{props.children}</App>
    </ConfigProvider>
  );
}
