import { reportProblem } from '../../report-problem'
import type { ECharts } from './set-up-charts'
import { chartsSetUp } from './set-up-charts'

export type { ECharts }

/** Loads ECharts. Null if the page does not have it: the host page installs it. */
export async function loadECharts(): Promise<ECharts | null> {
  try {
    // In `try`, so that bundlers warn about a missing package and do not fail.
    const echarts = await import('echarts')
    // A host page may have told its bundler to leave the package out. Then an empty module replaces it.
    if (!('init' in echarts)) return null
    await chartsSetUp(echarts, (error) => reportProblem('a function given to setUpCharts failed.', error))
    return echarts
  } catch {
    return null
  }
}
