import type * as OpenTelemetry from '@opentelemetry/api'
import type { RelayOutcome } from '../../engine/cluster/relay/relay-line'
import type { Beginning, SessionTracer, Span, TracedSession } from '../../engine/session-tracer'
import { wrapContextStore } from '../../engine/tasks/context-store'
import type { Task } from '../../engine/tasks/task'
import { readableError } from '../../engine/tasks/task-failure'

type Api = typeof OpenTelemetry

/** A traced session. */
interface Followed {
  readonly context: OpenTelemetry.Context
  /** The attributes of all its spans. */
  readonly attributes: OpenTelemetry.Attributes
}

/** A page is about to be attached to the session of another node. */
export interface RelayFacts {
  readonly app: string
  /** The id of the page's node. */
  readonly node: string
  /** The id of the node that is asked. */
  readonly owner: string
  /** The id of the session, if the page has one. */
  readonly session: string | undefined
}

/**
 * The spans of sessions, for any OpenTelemetry SDK that the program has registered. Without an SDK, or if it does not sample, it costs one look-up for
 * each task.
 */
export class SessionSpans implements SessionTracer {
  readonly #api: Api
  /** The traced sessions. */
  readonly #sessions = new WeakMap<TracedSession, Followed>()
  /** The contexts of their tasks. */
  readonly #tasks = new WeakMap<Task, OpenTelemetry.Context>()

  /** Create one per process. It takes effect whenever code of a task is entered. */
  constructor(api: Api) {
    this.#api = api
    wrapContextStore((store) => {
      if (!store) throw new Error('There is no context store.')
      const taskOf = (context: object | undefined): Task | undefined => (context as { task?: Task })?.task
      return {
        get: () => store.get(),
        run: (context, body) => {
          const task = taskOf(context)
          const traced = task && this.#tasks.get(task)
          // Inside the task, the author's own span may be the current one.
          if (!traced || taskOf(store.get()) === task) return store.run(context, body)
          return api.context.with(traced, () => store.run(context, body))
        },
        followsAwaits: store.followsAwaits,
      }
    })
  }

  began(session: TracedSession, { node, isResumed }: Beginning): void {
    const { context, SpanKind, trace } = this.#api
    const attributes = { 'session.id': session.id, 'webio.app': session.app, 'webio.node': node }
    const span = this.#tracer.startSpan(`session ${session.app}`, {
      root: true,
      kind: SpanKind.SERVER,
      links: this.#links(context.active()),
      attributes: { ...attributes, 'webio.session.resumed': isResumed },
    })
    if (!this.#api.isSpanContextValid(span.spanContext())) return
    this.#sessions.set(session, { context: trace.setSpan(context.active(), span), attributes })
    session.onClose(() => {
      const { state } = session
      const reason = state.name === 'closed' ? state.reason : undefined
      if (reason !== undefined) span.setAttribute('webio.session.end_reason', reason)
      if (reason === 'failed') span.setStatus({ code: this.#api.SpanStatusCode.ERROR })
      span.end()
    })
  }

  task(session: TracedSession, task: Task): Span | null {
    const followed = this.#sessions.get(session)
    if (!followed) return null
    const { context, SpanKind } = this.#api
    const { kind, path } = task
    const span = this.#start(
      `${kind === 'main' ? 'task' : kind} ${session.app}`,
      {
        // A visitor may click for hours, so each click has its own trace, which links to the session's.
        root: kind === 'callback',
        kind: kind === 'callback' ? SpanKind.SERVER : SpanKind.INTERNAL,
        links: kind === 'main' ? [] : this.#links(followed.context),
        attributes: {
          ...followed.attributes,
          'webio.task.kind': kind,
          'webio.task.path': path.name,
          ...(session.durable?.isReplaying && { 'webio.replaying': true }),
        },
      },
      kind === 'main' ? followed.context : context.active(),
    )
    this.#tasks.set(task, span.context)
    return span
  }

  step(session: TracedSession, name: string, attempt: number): Span | null {
    const followed = this.#sessions.get(session)
    if (!followed) return null
    const attributes = { ...followed.attributes, 'webio.step.name': name, 'webio.step.attempt': attempt }
    return this.#start(`step ${name}`, { attributes }, this.#api.context.active())
  }

  /** Traces how a page is attached to the session of another node. */
  async relay(facts: RelayFacts, attach: () => Promise<RelayOutcome>): Promise<RelayOutcome> {
    const { app, node, owner, session } = facts
    const span = this.#tracer.startSpan(`relay ${app}`, {
      kind: this.#api.SpanKind.CLIENT,
      attributes: {
        'webio.app': app,
        'webio.node': node,
        'webio.relay.owner': owner,
        ...(session !== undefined && { 'session.id': session }),
      },
    })
    try {
      const outcome = await attach()
      span.setAttribute('webio.relay.outcome', outcome.kind)
      if (outcome.kind === 'broken') span.setStatus({ code: this.#api.SpanStatusCode.ERROR })
      return outcome
    } finally {
      span.end()
    }
  }

  /** A program may register its SDK at any time. */
  get #tracer(): OpenTelemetry.Tracer {
    return this.#api.trace.getTracer('@webio/core')
  }

  #links(context: OpenTelemetry.Context): OpenTelemetry.Link[] {
    const linked = this.#api.trace.getSpanContext(context)
    return linked ? [{ context: linked }] : []
  }

  #start(name: string, options: OpenTelemetry.SpanOptions, parent: OpenTelemetry.Context): ApiSpan {
    return new ApiSpan(this.#api, this.#tracer.startSpan(name, options, parent), parent)
  }
}

/** A span of OpenTelemetry's API. */
class ApiSpan implements Span {
  readonly context: OpenTelemetry.Context
  readonly #api: Api
  readonly #span: OpenTelemetry.Span
  #isOver = false

  constructor(api: Api, span: OpenTelemetry.Span, parent: OpenTelemetry.Context) {
    this.#api = api
    this.#span = span
    this.context = api.trace.setSpan(parent, span)
  }

  run<T>(body: () => T): T {
    return this.#api.context.with(this.context, body)
  }

  fail(thrown: unknown): void {
    const readable = readableError(thrown)
    const error = readable instanceof Error ? readable : new Error(String(readable))
    this.#span.recordException(error)
    this.#span.setAttribute('error.type', error.name)
    this.#span.setStatus({ code: this.#api.SpanStatusCode.ERROR, message: error.message })
  }

  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#span.end()
  }
}
