import type { JsonObject } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useContext, useEffect, useRef, useState } from 'react'
import { ThemeContext } from '../../context/theme-context'
import { useText } from '../../context/texts-context'
import { reportProblem } from '../../report-problem'
import type { Chart } from './chart'
import { makeChart } from './chart'
import { loadECharts } from './load-echarts'
import type { ECharts } from './load-echarts'
import { useColors } from './use-colors'

interface ChartBodyProps {
  readonly option: JsonObject
}

type Loaded =
  { readonly state: 'loading' | 'missing' } | { readonly state: 'ready'; readonly echarts: ECharts }

/** Draws a chart, or says that this page cannot. */
export function ChartBody({ option }: ChartBodyProps): ReactNode {
  const say = useText()
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' })
  useEffect(() => {
    let isWanted = true
    void loadECharts().then((echarts) => {
      if (isWanted) setLoaded(echarts ? { state: 'ready', echarts } : { state: 'missing' })
    })
    return () => {
      isWanted = false
    }
  }, [])
  if (loaded.state === 'missing') return <p className="webio-chart-note">{say({ id: 'chart_missing' })}</p>
  return loaded.state === 'ready' ? <Drawing echarts={loaded.echarts} option={option} /> : null
}

interface DrawingProps extends ChartBodyProps {
  readonly echarts: ECharts
}

function Drawing({ echarts, option }: DrawingProps): ReactNode {
  const theme = useContext(ThemeContext)
  const element = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<Chart | null>(null)
  const colors = useColors(element, theme)

  useEffect(() => {
    if (!element.current || !colors) return
    const made = makeChart(echarts, element.current, colors)
    setChart(made)
    return () => {
      setChart(null)
      made.dispose()
    }
  }, [echarts, colors])

  useEffect(() => {
    try {
      chart?.show(option)
    } catch (error) {
      reportProblem('a chart could not be drawn.', error)
    }
  }, [chart, option])

  return <div ref={element} className="webio-chart-canvas" />
}
