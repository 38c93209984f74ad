import type { DatatableColumn } from '@webio/core/protocol'
import { formatOf } from './cell-text'

const shown = (value: string, format: object): string =>
  formatOf({ path: ['a'], header: 'A', kind: 'text', format } as DatatableColumn)(value)

describe.each(['America/Los_Angeles', 'UTC', 'Pacific/Kiritimati'])('in %s', (timeZone) => {
  it.each([
    ['2024-05-01', { dateStyle: 'short' }, '5/1/24'],
    ['2024-05', { month: 'long', year: 'numeric' }, 'May 2024'],
    ['2024', { year: 'numeric' }, '2024'],
    ['2024-05-01', { year: 'numeric', month: 'numeric', day: 'numeric' }, '5/1/2024'],
    ['2024-13-45', { dateStyle: 'short' }, '2024-13-45'],
  ])('shows the calendar date %s with %j as %s', (value, format, text) => {
    expect(shown(value, { ...format, timeZone })).toBe(text)
  })
})

it('shows a point in time in the time zone', () => {
  const format = { dateStyle: 'short', timeZone: 'America/Los_Angeles' }
  expect(shown('2024-05-01T00:00:00Z', format)).toBe('4/30/24')
})
