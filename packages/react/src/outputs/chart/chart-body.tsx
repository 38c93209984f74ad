import type { JsonObject, NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useContext, useEffect, useRef, useState } from 'react'
import { ThemeContext } from '../../context/theme-context'
import { useShownSession } from '../../context/shown-session-context'
import { useText } from '../../context/texts-context'
import type { Chart } from './chart'
import { makeChart } from './chart'
import { loadECharts } from './load-echarts'
import { missingPart } from './missing-part'
import type { ECharts } from './load-echarts'
import { useColors } from './use-colors'

interface ChartBodyProps {
  readonly id: NodeId
  readonly option: JsonObject
}

type Loaded =
  { readonly state: 'loading' | 'missing' } | { readonly state: 'ready'; readonly echarts: ECharts }

/** Draws a chart, or says that this page cannot. */
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
  const [failure, setFailure] = useState<string | null>(null)
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
    const problem = showOrTell(echarts, chart, option)
    // The outcome of drawing, which only the library knows.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setFailure(problem)
    if (problem !== null)
      session.send({ type: 'output-report', output: id, problem: 'failed', message: problem })
  }, [echarts, chart, option, session, id])

  return (
    <>
      <div ref={element} className="webio-chart-canvas" hidden={failure !== null} />
      {failure !== null && <p className="webio-chart-note">{say({ id: 'chart_failed', args: [failure] })}</p>}
    </>
  )
}

/** The longest reason that travels. */
const MAX_REASON = 500

/**
 * Draws an option.
 * @returns why it cannot be drawn, or null
 */
function showOrTell(echarts: ECharts, chart: Chart, option: JsonObject): string | null {
  const missing = missingPart(echarts, option)
  if (missing !== null) return missing
  try {
    chart.show(option)
    return null
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).slice(0, MAX_REASON) || 'unknown error'
  }
}
