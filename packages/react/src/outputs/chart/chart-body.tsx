import type { JsonObject, NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { ThemeContext } from '../../context/theme-context'
import { useShownSession } from '../../context/shown-session-context'
import { useText } from '../../context/use-text'
import type { Chart } from './chart'
import { makeChart } from './chart'
import { loadECharts } from './load-echarts'
import type { ECharts } from './load-echarts'
import { useColors } from './use-colors'

interface ChartBodyProps {
  readonly id: NodeId
  readonly option: JsonObject
}

type Loaded =
  { readonly state: 'loading' | 'missing' } | { readonly state: 'ready'; readonly echarts: ECharts }

/** Draws a chart, or reports that this page cannot. */
export function ChartBody({ id, option }: ChartBodyProps): ReactNode {
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
  return loaded.state === 'ready' ? <Drawing id={id} echarts={loaded.echarts} option={option} /> : null
}

interface DrawingProps extends ChartBodyProps {
  readonly echarts: ECharts
}

function Drawing({ id, echarts, option }: DrawingProps): ReactNode {
  const theme = useContext(ThemeContext)
  const element = useRef<HTMLDivElement>(null)
  const say = useText()
  const { session } = useShownSession()
  const [chart, setChart] = useState<Chart | null>(null)
  const failure = useSyncExternalStore(chart?.subscribe ?? never, chart?.failure ?? noFailure, noFailure)
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
    if (!chart) return
    const problem = chart.show(option)
    if (problem !== null)
      session.send({ type: 'output-report', output: id, problem: 'failed', message: problem })
  }, [chart, option, session, id])

  return (
    <>
      <div ref={element} className="webio-chart-canvas" hidden={failure !== null} />
      {failure !== null && <p className="webio-chart-note">{say({ id: 'chart_failed', args: [failure] })}</p>}
    </>
  )
}

// For a chart that does not exist yet.
const never = () => () => {}
const noFailure = () => null
