import type { JsonObject } from '@webio/core/protocol'
import type { EChartsOption } from 'echarts'
import { cleanOption } from './clean-option'
import type { ECharts } from './load-echarts'
import { missingPart } from './missing-part'

/** The colors around a chart. */
export interface ChartColors {
  readonly isDark: boolean
  /** CSS color and font of texts. */
  readonly text: string
  readonly font: string
}

/** A chart on the page. */
export interface Chart {
  /**
   * Draws an option in place of the previous one.
   * @returns why it cannot be drawn, or null
   */
  show(option: JsonObject): string | null
  /** What the last `show` returned. */
  failure(): string | null
  /** Calls a listener whenever `failure` changes. Returns a function that stops that. */
  subscribe(listener: () => void): () => void
  dispose(): void
}

/** The longest reason that is sent, in characters. */
const MAX_REASON = 500

/** Creates a chart that fills an element and follows its size. */
export function makeChart(echarts: ECharts, element: HTMLElement, colors: ChartColors): Chart {
  const chart = echarts.init(element, colors.isDark ? 'dark' : undefined)
  const observer = new ResizeObserver(() => chart.resize())
  observer.observe(element)
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
  const defaults = {
    backgroundColor: 'transparent',
    textStyle: { color: colors.text, fontFamily: colors.font },
    ...(isStill && { animation: false }),
  }
  const listeners = new Set<() => void>()
  let failure: string | null = null
  const draw = (option: JsonObject): string | null => {
    const missing = missingPart(echarts, option)
    if (missing !== null) return missing
    try {
      chart.setOption({ ...defaults, ...cleanOption(option) } as EChartsOption, { notMerge: true })
      return null
    } catch (error) {
      return (error instanceof Error ? error.message : String(error)).slice(0, MAX_REASON) || 'unknown error'
    }
  }
  return {
    show(option) {
      const before = failure
      failure = draw(option)
      if (failure !== before) for (const listener of listeners) listener()
      return failure
    },
    failure: () => failure,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose() {
      observer.disconnect()
      chart.dispose()
    },
  }
}
