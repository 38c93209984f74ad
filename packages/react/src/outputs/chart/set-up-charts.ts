import type * as Module from 'echarts'

/** ECharts as a module. */
export type ECharts = typeof Module

/** Called with ECharts before it draws. */
export type ChartSetUp = (echarts: ECharts) => unknown

const setUps: ChartSetUp[] = []
const done = new WeakMap<ECharts, Promise<void>>()

/**
 * Registers maps, themes and extensions of ECharts before the first chart of the page is drawn. Call it when the page starts. On the stand-alone
 * page it is `WebIO.setUpCharts`, for your own script (`config({ js_file })`).
 *
 * @param setUp called once with the module, and awaited. If it fails, the error is reported, and charts are drawn without it
 * @example setUpCharts(async (echarts) => echarts.registerMap('france', await (await fetch('/maps/france.json')).json()))
 */
export function setUpCharts(setUp: ChartSetUp): void {
  setUps.push(setUp)
}

/** Resolves after everything has been set up. */
export function chartsSetUp(echarts: ECharts, failed: (error: unknown) => void): Promise<void> {
  let ready = done.get(echarts)
  if (!ready) done.set(echarts, (ready = setUpAll(echarts, failed)))
  return ready
}

async function setUpAll(echarts: ECharts, failed: (error: unknown) => void): Promise<void> {
  for (const setUp of setUps) {
    try {
      await setUp(echarts)
    } catch (error) {
      failed(error)
    }
  }
}
