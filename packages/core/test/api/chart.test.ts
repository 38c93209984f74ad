import { hold, put_chart, put_column } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { inSession, shownBy, thrown } from '../support/app'

const OPTION = { xAxis: { data: ['a', 'b'] }, yAxis: {}, series: [{ type: 'bar', data: [1, 2] }] }

it('put_chart takes an option of ECharts, a height and a label', async () => {
  expect(await shownBy(() => put_chart(OPTION, { height: 200, label: 'Visitors' }))).toEqual({
    type: 'chart',
    option: OPTION,
    height: '200px',
    label: 'Visitors',
  })
  expect(await shownBy(() => put_chart({}, { height: '50vh' }))).toMatchObject({ height: '50vh' })
  expect(await shownBy(() => put_chart({}))).toMatchObject({ height: '400px' })
})

it('shows the option as it was at the call, even inside other outputs', async () => {
  const option = { series: [{ type: 'line', data: [1] }] }
  const t = await open_app(() => {
    put_column([put_chart(option)])
    option.series[0]?.data.push(2)
  })
  expect(t.outputs.at(-1)).toMatchObject({ option: { series: [{ type: 'line', data: [1] }] } })
})

it('update replaces the option, and keeps parameters that it does not name', async () => {
  const t = await open_app(async () => {
    put_chart(OPTION, { label: 'L', height: 100 })
      .show()
      .update({ spec: { series: [] } })
    await hold()
  })
  expect(t.outputs[0]).toMatchObject({ option: { series: [] }, label: 'L', height: '100px' })
})

it.each<[string, () => unknown, string]>([
  [
    'a spec',
    () => put_chart([] as object),
    'TypeError: put_chart: spec must be a plain object, not an array of 0.',
  ],
  [
    'a function in the option',
    () => put_chart({ tooltip: { formatter: (value: unknown) => String(value) } }),
    "TypeError: put_chart: spec.tooltip.formatter is the function formatter, which cannot be sent to the page. Give a template, such as '{b}: {c}'.",
  ],
  [
    'a height',
    () => put_chart({}, { height: -1 }),
    'RangeError: put_chart: height must be more than 0, not -1.',
  ],
  [
    'an option',
    () => put_chart({}, { theme: 'dark' } as never),
    'TypeError: put_chart: there is no option "theme". It takes ',
  ],
])('a bad argument is refused at the call: %s', async (_, call, message) => {
  expect(await inSession(() => thrown(call))).toContain(message)
})
