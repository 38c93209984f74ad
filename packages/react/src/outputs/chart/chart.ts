import type { JsonObject } from '@webio/core/protocol'
import type { EChartsOption } from 'echarts'
import { cleanOption } from './clean-option'
import type { ECharts } from './load-echarts'

/** The colors around a chart. */
export interface ChartColors {
  readonly isDark: boolean
  /** CSS color and font of texts. */
  readonly text: string
  readonly font: string
}

/** A chart that is on the page. */
export interface Chart {
  /** Draws an option in the place of what is drawn. */
  show(option: JsonObject): void
  dispose(): void
}

/** Makes a chart that fills an element, and follows its size. */
export function makeChart({ init }: ECharts, element: HTMLElement, colors: ChartColors): Chart {
  const chart = init(element, colors.isDark ? 'dark' : undefined)
  const observer = new ResizeObserver(() => chart.resize())
  observer.observe(element)
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
  return {
    show(option) {
      const defaults = {
        backgroundColor: 'transparent',
        textStyle: { color: colors.text, fontFamily: colors.font },
        ...(isStill && { animation: false }),
      }
      chart.setOption({ ...defaults, ...cleanOption(option) } as EChartsOption, { notMerge: true })
    },
    dispose() {
      observer.disconnect()
      chart.dispose()
    },
  }
}
