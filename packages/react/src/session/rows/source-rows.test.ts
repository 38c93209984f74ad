import type { PageEvent, RowQuery } from '@webio/core/protocol'
import { RowRequests } from './row-requests'
import { SourceRows } from './source-rows'

const ALL: RowQuery = { sort: [], filter: [] }

/** A session that records the events that it receives, until it is closed. */
function session() {
  const events: PageEvent[] = []
  const state = { isClosed: false }
  const send = (event: PageEvent): number => (state.isClosed ? 0 : events.push(event))
  return { events, state, requests: new RowRequests({ send } as never) }
}

function open(total = 1000) {
  const { events, state, requests } = session()
  const rows = new SourceRows(requests, 7)
  const asked = () => events.flatMap((event) => (event.type === 'rows-request' ? [event.offset] : []))
  const cancelled = () => events.flatMap((event) => (event.type === 'rows-cancel' ? [event.request] : []))
  const answer = (request: number) => {
    const event = events[request - 1]
    if (event?.type !== 'rows-request') throw new Error(`${request} is no request`)
    const columns = [Array.from({ length: event.limit }, (_, row) => event.offset + row)]
    requests.settle({ type: 'rows-answer', output: 7, request, total, ids: event.offset, columns })
  }
  return { events, state, requests, rows, asked, cancelled, answer }
}

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

it('requests the rows in view, and provides them', () => {
  const { rows, events, answer } = open()
  rows.use(ALL, 1)
  expect(events).toEqual([{ type: 'rows-request', output: 7, offset: 0, limit: 100, query: ALL }])
  expect([rows.getMoment().total, rows.getMoment().rowAt(0)]).toEqual([null, undefined])
  const changed = jest.fn()
  rows.subscribe(changed)
  answer(1)
  expect(changed).toHaveBeenCalledTimes(1)
  expect(rows.getMoment().total).toBe(1000)
  expect(rows.getMoment().rowAt(99)).toEqual({ id: 99, values: [99] })
  expect(rows.getMoment().rowAt(100)).toBeUndefined()
})

it('skips rows that a person scrolls past quickly, and cancels requests out of view', () => {
  const { rows, asked, cancelled, answer } = open()
  rows.use(ALL, 1)
  answer(1)
  rows.show(250, 290)
  rows.show(550, 590)
  jest.runAllTimers()
  expect(asked()).toEqual([0, 500])
  rows.show(880, 920)
  jest.runAllTimers()
  expect(asked()).toEqual([0, 500, 800, 900])
  expect(cancelled()).toEqual([2])
})

it('has at most three open requests', () => {
  const { rows, asked, answer } = open()
  rows.use(ALL, 1)
  answer(1)
  rows.show(100, 700)
  jest.runAllTimers()
  expect(asked()).toEqual([0, 100, 200, 300])
  answer(2)
  expect(asked()).toEqual([0, 100, 200, 300, 400])
})

it('drops all rows for a new query or a new version, and none for the same ones', () => {
  const { rows, asked, cancelled, answer } = open()
  rows.use(ALL, 1)
  rows.use({ ...ALL }, 1)
  expect(asked()).toEqual([0])
  rows.use({ ...ALL, search: 'x' }, 1)
  expect(cancelled()).toEqual([1])
  answer(3)
  rows.use({ ...ALL, search: 'x' }, 2)
  expect(rows.getMoment().rowAt(0)).toBeUndefined()
  expect(asked()).toEqual([0, 0, 0])
})

it('ignores the answer to a cancelled request', () => {
  const { rows, answer } = open()
  rows.use(ALL, 1)
  rows.use({ ...ALL, search: 'x' }, 1)
  answer(1)
  expect(rows.getMoment().total).toBeNull()
})

it('reports a failure, stops requesting, and tries again on request', () => {
  const { rows, requests, asked, answer } = open()
  rows.use(ALL, 1)
  requests.settle({ type: 'rows-failed', output: 7, request: 1, message: 'no database' })
  expect(rows.getMoment().failure).toBe('no database')
  rows.show(0, 10)
  jest.runAllTimers()
  expect(asked()).toEqual([0])
  rows.retry()
  expect([rows.getMoment().failure, asked()]).toEqual([null, [0, 0]])
  answer(2)
  expect(rows.getMoment().rowAt(0)).toEqual({ id: 0, values: [0] })
})

it('treats a refusal or a closed session as a failure', () => {
  const { rows, requests, state } = open()
  rows.use(ALL, 1)
  requests.refused(1)
  expect(rows.getMoment().failure).toBe('')
  state.isClosed = true
  rows.retry()
  expect(rows.getMoment().failure).toBe('')
})

it('repeats requests that it made in another role', () => {
  const { rows, requests, asked, answer } = open()
  rows.use(ALL, 1)
  requests.lose()
  expect([rows.getMoment().failure, asked()]).toEqual([null, [0, 0]])
  answer(2)
  expect(rows.getMoment().rowAt(0)).toEqual({ id: 0, values: [0] })
})

it('keeps 50 pages, and requests distant ones again', () => {
  const { rows, asked, events, answer } = open(20_000)
  rows.use(ALL, 1)
  answer(1)
  for (let page = 1; page <= 60; page++) {
    rows.show(page * 100, page * 100 + 50)
    jest.runAllTimers()
    answer(events.length)
  }
  rows.show(0, 50)
  jest.runAllTimers()
  expect(asked().filter((offset) => offset === 0)).toHaveLength(2)
  expect([rows.getMoment().rowAt(3000)?.id, rows.getMoment().rowAt(6000)]).toEqual([3000, undefined])
})

it('cancels open requests when the table is removed', () => {
  const { rows, cancelled } = open()
  rows.use(ALL, 1)
  rows.dispose()
  expect(cancelled()).toEqual([1])
})
