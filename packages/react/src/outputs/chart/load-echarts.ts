import { reportProblem } from '../../report-problem'
import type { ECharts } from './set-up-charts'
import { chartsSetUp } from './set-up-charts'

export type { ECharts }

/** Loads ECharts. Null where the page does not have it: it is for the host page to install. */
export async function loadECharts(): Promise<ECharts | null> {
  try {
    // In `try`, so that bundlers take a package that is not there for a remark and not for an error.
    const echarts = await import('echarts')
    // A host page may have told its bundler that there is none: an empty module stands for it then.
    if (!('init' in echarts)) return null
    await chartsSetUp(echarts, (error) => reportProblem('what setUpCharts was given failed.', error))
    return echarts
  } catch {
    return null
  }
}
