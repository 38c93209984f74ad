import type { JsonObject } from '@webio/core/protocol'
import * as echarts from 'echarts'
import type { ECharts } from './load-echarts'
import { missingPart } from './missing-part'

const axes = { xAxis: {}, yAxis: {} }

it.each<[string, JsonObject, string | null]>([
  ['axes are there', { ...axes, series: [{ type: 'bar' }] }, null],
  ['axes of several grids', { xAxis: [{}, {}], yAxis: [{}, {}], series: [{ type: 'line' }] }, null],
  ['axes in a base option', { baseOption: axes, options: [{ series: [{ type: 'bar' }] }] }, null],
  ['no axis', { series: [{ type: 'scatter' }] }, 'A series of type "scatter" needs xAxis.'],
  ['one axis', { xAxis: {}, series: { type: 'line' } }, 'A series of type "line" needs yAxis.'],
  ['no axes are needed', { series: [{ type: 'pie' }] }, null],
  ['another system', { calendar: {}, series: [{ type: 'heatmap', coordinateSystem: 'calendar' }] }, null],
  [
    'half a polar system',
    { polar: {}, angleAxis: {}, series: [{ type: 'bar', coordinateSystem: 'polar' }] },
    'A series of type "bar" needs radiusAxis.',
  ],
  [
    'an unknown series',
    { series: [{ type: 'wordCloud' }] },
    'There is no type of series "wordCloud". An extension of ECharts may have it.',
  ],
  [
    'an unknown map',
    { geo: { map: 'mars' } },
    'There is no map "mars". Register it with echarts.registerMap.',
  ],
])('%s', (_, option, problem) => {
  expect(missingPart(echarts as unknown as ECharts, option)).toBe(problem)
})
