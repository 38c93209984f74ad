import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { hold, input, put_button, put_text, run_async, step, use_scope } from '@webio/core'
import { ROOT_ID } from '@webio/core/protocol'
import { Changes } from '../support/changes'
import { startNodes } from './nodes'
import { serve } from './serve'
import { SocketPage } from './socket-page'

const ended = new Changes()
const exporter = new (class extends InMemorySpanExporter {
  override export(...args: Parameters<InMemorySpanExporter['export']>): void {
    super.export(...args)
    ended.changed()
  }
})()

const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
trace.setGlobalTracerProvider(provider)
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
const author = trace.getTracer('author')

/** Does what an instrumented database client does. */
const query = async (what: string): Promise<string> =>
  author.startActiveSpan(what, async (span) => {
    await new Promise((resolve) => setImmediate(resolve))
    span.end()
    return what
  })

/** A span that has ended. */
const named = (name: string): ReadableSpan => {
  const found = exporter.getFinishedSpans().filter((span) => span.name === name)
  expect(found.map((span) => span.name)).toEqual([name])
  return found[0] as ReadableSpan
}
const traceOf = (span: ReadableSpan): string => span.spanContext().traceId
const parentOf = (span: ReadableSpan): string | undefined => span.parentSpanContext?.spanId
const idOf = (span: ReadableSpan): string => span.spanContext().spanId

beforeEach(() => exporter.reset())
afterAll(() => {
  trace.disable()
  context.disable()
})

describe('traces', () => {
  it('have spans of the session, its task, each attempt of a step, and the author’s work in them', async () => {
    let fails = 1
    await using server = await serve({
      desk: async () => {
        const name = await input('Name')
        await query('look up')
        await step(
          'charge',
          async () => {
            await query('pay')
            if (fails-- > 0) throw new RangeError('no answer')
          },
          { retries: 1 },
        )
        await run_async(() => query('aside')).result
        put_text(`Hello ${name}`)
      },
    })
    await using page = new SocketPage(server.url, 'websocket', { app: 'desk' })
    await page.submit({ data: 'Ann' })
    await page.until(() => page.session.status === 'closed')

    const session = named('session desk')
    const task = named('task desk')
    expect(session.attributes).toMatchObject({
      'webio.app': 'desk',
      'session.id': expect.stringMatching(/^[\w-]{20,}$/),
      'webio.node': expect.stringMatching(/^[\w-]{8}$/),
      'webio.session.resumed': false,
      'webio.session.end_reason': 'finished',
    })
    expect(parentOf(session)).toBeUndefined()
    expect(parentOf(task)).toBe(idOf(session))
    expect(task.attributes).toMatchObject({ 'webio.task.kind': 'main', 'webio.task.path': 'm' })
    expect(parentOf(named('look up'))).toBe(idOf(task))

    const [first, second] = exporter.getFinishedSpans().filter((span) => span.name === 'step charge')
    expect([first, second].map((span) => span && parentOf(span))).toEqual([idOf(task), idOf(task)])
    expect([first, second].map((span) => span?.attributes['webio.step.attempt'])).toEqual([1, 2])
    expect(first?.status).toEqual({ code: SpanStatusCode.ERROR, message: 'no answer' })
    expect(first?.attributes['error.type']).toBe('RangeError')
    expect(first?.events[0]?.attributes?.['exception.message']).toBe('no answer')
    expect(second?.status.code).toBe(SpanStatusCode.UNSET)
    const paid = exporter.getFinishedSpans().filter((span) => span.name === 'pay')
    expect(paid.map(parentOf)).toEqual([first, second].map((span) => span && idOf(span)))

    const aside = named('run_async desk')
    expect(parentOf(aside)).toBe(idOf(task))
    expect(parentOf(named('aside'))).toBe(idOf(aside))
  })

  it('start again in each callback, and link to the session', async () => {
    await using server = await serve({
      desk: async () => {
        put_button('Save', async () => {
          await query('save')
          throw new Error('disk full')
        })
        await hold()
      },
    })
    await using page = new SocketPage(server.url, 'websocket', { app: 'desk' })
    const output = await page.until(() => page.session.node(ROOT_ID)?.children[0])
    page.send({ type: 'callback-fire', output, key: 0 })
    await server.log.says(/a callback task of application "desk" failed/)
    page.session.leave()
    await ended.until(
      () => exporter.getFinishedSpans().some(({ name }) => name === 'session desk'),
      'the session span',
    )

    const session = named('session desk')
    const callback = named('callback desk')
    expect(session.attributes['webio.session.end_reason']).toBe('left')
    expect(session.status.code).toBe(SpanStatusCode.UNSET)
    expect(parentOf(callback)).toBeUndefined()
    expect(traceOf(callback)).not.toBe(traceOf(session))
    expect(callback.links.map((link) => link.context.spanId)).toEqual([idOf(session)])
    expect(callback.status).toEqual({ code: SpanStatusCode.ERROR, message: 'disk full' })
    expect(parentOf(named('save'))).toBe(idOf(callback))
    // A task that stops because its session is over has not failed.
    expect(named('task desk').status.code).toBe(SpanStatusCode.UNSET)
  })

  it('stay connected when a form calls a rule, and within the author’s own span', async () => {
    await using server = await serve({
      desk: async () => {
        await author.startActiveSpan('own', async (span) => {
          await input('Name', {
            validate: async () => {
              await query('check')
            },
          })
          await use_scope('inside', () => query('after'))
          span.end()
        })
      },
    })
    await using page = new SocketPage(server.url, 'websocket', { app: 'desk' })
    await page.submit({ data: 'Ann' })
    await page.until(() => page.session.status === 'closed')
    expect(parentOf(named('check'))).toBe(idOf(named('task desk')))
    expect(parentOf(named('after'))).toBe(idOf(named('own')))
    expect(parentOf(named('own'))).toBe(idOf(named('task desk')))
  })

  it('record that a page was attached to the session of another node', async () => {
    await using nodes = await startNodes(2, { desk: () => input('Name') })
    const [first, second] = nodes.servers.map(({ url }) => url) as [string, string]
    const page = new SocketPage(first, 'websocket', { app: 'desk' })
    await page.form()
    const ticket = page.session.ticket as { session: string; secret: string }
    await page[Symbol.asyncDispose]()
    await using other = new SocketPage(second, 'websocket', { app: 'desk', ticket })
    await other.form()
    const { attributes, kind } = named('relay desk')
    expect(kind).toBe(SpanKind.CLIENT)
    expect(attributes).toEqual({
      'session.id': ticket.session,
      'webio.app': 'desk',
      'webio.node': expect.stringMatching(/^[\w-]{8}$/),
      'webio.relay.owner': ticket.session.slice(0, 8),
      'webio.relay.outcome': 'admitted',
    })
    expect(attributes['webio.node']).not.toBe(attributes['webio.relay.owner'])
  })

  it('are not created for sessions that began without a receiver', async () => {
    trace.disable()
    await using server = await serve({ desk: () => input('Name') })
    await using page = new SocketPage(server.url, 'websocket', { app: 'desk' })
    await page.form()
    trace.setGlobalTracerProvider(provider)
    await page.submit({ data: 'Ann' })
    await page.until(() => page.session.status === 'closed')
    expect(exporter.getFinishedSpans()).toEqual([])
  })
})
