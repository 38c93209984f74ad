import type * as Module from 'echarts'

/** ECharts as a module. */
export type ECharts = typeof Module

/** Loads ECharts. Null where the page does not have it: it is for the host page to install. */
export async function loadECharts(): Promise<ECharts | null> {
  try {
    // In `try`, so that bundlers take a package that is not there for a remark and not for an error.
    const echarts = await import('echarts')
    // A host page may have told its bundler that there is none: an empty module stands for it then.
    return 'init' in echarts ? echarts : null
  } catch {
    return null
  }
}
