import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type ReactNode, useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import { isDark, onThemeChange } from '../look/theme.ts';
import { useWords } from '../words/words.tsx';
import './chart.css';

use([BarChart, LineChart, GridComponent, TooltipComponent, LegendComponent, MarkLineComponent, AriaComponent, SVGRenderer]);

/** Colours as the page has them now; a chart is drawn anew when the theme changes. */
export type Palette = (token: string) => string;

/**
 * A picture with its words: `says` is read in place of the drawing, and the same figures stand in a table one press away.
 */
export function Chart(props: {
  readonly height: number;
  readonly option: (colour: Palette) => EChartsCoreOption;
  readonly says: string;
  readonly table: ReactNode;
  readonly onPick?: (name: string) => void;
}) {
  const { t } = useWords();
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const tableId = useId();
  const [asTable, setAsTable] = useState(false);
  const dark = useSyncExternalStore(onThemeChange, isDark);

  useEffect(() => {
    const element = holder.current;
    if (!element || asTable) return;
    const made = init(element, undefined, { renderer: 'svg' });
    chart.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, [asTable]);

  const { option, onPick } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme and a new canvas change what option() draws
  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const made = chart.current;
    if (!made) return;
    made.setOption({ animation: false, ...option((token) => style.getPropertyValue(`--${token}`).trim()) }, true);
    made.off('click');
    if (onPick) made.on('click', (event) => onPick(event.name));
  }, [option, onPick, dark, asTable]);

  return (
    <figure className="chart">
      {asTable ? (
        <div id={tableId} className="chart-table">
          {props.table}
        </div>
      ) : (
        <div ref={holder} role="img" aria-label={props.says} style={{ height: props.height }} />
      )}
      <figcaption>
        <button type="button" className="press-plain small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? t('chart.asPicture') : t('chart.asTable')}
        </button>
      </figcaption>
    </figure>
  );
}
