import type { Gauge as GaugeOf, Registry as RegistryOf } from 'prom-client'
import type { SessionHost } from '../../engine/host/session-host'
import type { Session } from '../../engine/session'

/** The source of a server's metrics. */
export interface MetricsSource {
  /** All hosts that open sessions. */
  hosts(): readonly SessionHost[]
  /** The number of pages of this process whose sessions are at other processes. */
  relayedPages(): number
  /** Whether the server takes no new sessions and is about to end. */
  isDraining(): boolean
}

/** An exposition of metrics, in the format of Prometheus. */
export interface Exposition {
  readonly contentType: string
  readonly text: string
}

type Labels = Readonly<Record<string, string>>

/** Adds a metric whose values are read at each exposition. */
type Read = (
  kind: 'gauge' | 'counter',
  name: string,
  help: string,
  labelNames: readonly string[],
  values: () => Iterable<readonly [labels: Labels, value: number]>,
) => void

/**
 * The metrics of a server, in their own registry. Nothing is measured before the first call. From then on, the delay of the event loop and the
 * garbage collector are measured.
 */
export class Metrics {
  readonly #source: MetricsSource
  #registry: Promise<RegistryOf> | null = null

  constructor(source: MetricsSource) {
    this.#source = source
  }

  /**
   * Reads all metrics.
   * @param others results of `readValues` from other processes, which are merged: counts are summed, delays of the event loop are averaged
   */
  async read(others: readonly unknown[] = []): Promise<Exposition> {
    let registry = await (this.#registry ??= this.#create())
    if (others.length > 0) {
      const { AggregatorRegistry } = await import('prom-client')
      registry = AggregatorRegistry.aggregate([await registry.getMetricsAsJSON(), ...(others as object[])])
    }
    return { contentType: registry.contentType, text: await registry.metrics() }
  }

  /** The metrics as JSON, for another process. */
  async readValues(): Promise<unknown> {
    return (await (this.#registry ??= this.#create())).getMetricsAsJSON()
  }

  async #create(): Promise<RegistryOf> {
    const { collectDefaultMetrics, Counter, Gauge, Registry } = await import('prom-client')
    const registry = new Registry()
    collectDefaultMetrics({ register: registry })
    const source = this.#source

    const read: Read = (kind, name, help, labelNames, values) => {
      new (kind === 'gauge' ? Gauge : Counter)<string>({
        name,
        help,
        labelNames,
        registers: [registry],
        collect() {
          this.reset()
          for (const [labels, value] of values()) (this as unknown as GaugeOf).inc(labels, value)
        },
      })
    }

    read('gauge', 'webio_sessions', 'Open sessions.', ['app', 'state'], () =>
      source
        .hosts()
        .flatMap((host) => host.registry.list())
        .map((session) => [{ app: session.app, state: stateOf(session) }, 1] as const),
    )
    read('counter', 'webio_sessions_opened_total', 'Sessions that have begun.', ['app'], () =>
      source.hosts().flatMap(({ counts }) => [...counts.opened].map(([app, n]) => [{ app }, n] as const)),
    )
    read('counter', 'webio_sessions_ended_total', 'Sessions that have ended.', ['app', 'reason'], () =>
      source
        .hosts()
        .flatMap(({ counts }) =>
          [...counts.ended].flatMap(([app, reasons]) =>
            [...reasons].map(([reason, n]) => [{ app, reason }, n] as const),
          ),
        ),
    )
    read('gauge', 'webio_viewers', 'Viewers of sessions by links.', ['app'], () =>
      sessions(source).map(({ app, viewers }) => [{ app }, viewers?.watching ?? 0] as const),
    )
    readDurable(read, source)
    read('gauge', 'webio_tasks', 'Tasks that run or wait, callbacks included.', ['app'], () =>
      sessions(source).map((session) => [{ app: session.app }, session.tasks.size] as const),
    )
    read('gauge', 'webio_unread_bytes', 'Estimated bytes that pages have not acknowledged.', [], () =>
      sessions(source).map((session) => [{}, session.unreadBytes] as const),
    )
    read(
      'gauge',
      'webio_relayed_pages',
      'Pages of this process whose sessions are at other processes.',
      [],
      () => [[{}, source.relayedPages()] as const],
    )
    read(
      'gauge',
      'webio_draining',
      '1 if the server takes no new sessions because it is about to end.',
      [],
      () => [[{}, source.isDraining() ? 1 : 0] as const],
    )
    return registry
  }
}

/** Adds the metrics that tell an operator whether sessions would survive a restart, and how long resuming them takes. */
function readDurable(read: Read, source: MetricsSource): void {
  const counts = () => source.hosts().flatMap(({ durable }) => durable?.counts ?? [])
  read('gauge', 'webio_durable_sessions', 'Sessions that would survive a restart now.', ['app'], () =>
    sessions(source)
      .filter(({ durable, isClosed }) => durable?.isKept === true && !isClosed)
      .map(({ app }) => [{ app }, 1] as const),
  )
  read('counter', 'webio_durable_records_total', 'Records written to journals.', ['app'], () =>
    counts().flatMap(({ records }) => [...records].map(([app, n]) => [{ app }, n] as const)),
  )
  read(
    'counter',
    'webio_durable_given_up_total',
    'Sessions that continued without being durable: for a while, because the store failed (store); or for good, because an answer was not data (data), or the journal was too long (records).',
    ['app', 'reason'],
    () =>
      counts().flatMap(({ givenUp }) =>
        [...givenUp].flatMap(([app, reasons]) =>
          [...reasons].map(([reason, n]) => [{ app, reason }, n] as const),
        ),
      ),
  )
  read(
    'counter',
    'webio_durable_replays_total',
    'Sessions that were continued from their journal (continued), or could not be (failed).',
    ['app', 'outcome'],
    () =>
      counts().flatMap(({ replays }) =>
        [...replays].flatMap(([app, outcomes]) =>
          [...outcomes].map(([outcome, n]) => [{ app, outcome }, n] as const),
        ),
      ),
  )
  read(
    'counter',
    'webio_durable_hibernated_total',
    'Sessions whose memory was freed while their page was away.',
    ['app'],
    () => counts().flatMap(({ hibernated }) => [...hibernated].map(([app, n]) => [{ app }, n] as const)),
  )
  read(
    'counter',
    'webio_durable_replay_seconds_total',
    'Total seconds of continuing sessions.',
    ['app'],
    () => counts().flatMap(({ replayMs }) => [...replayMs].map(([app, ms]) => [{ app }, ms / 1000] as const)),
  )
}

function sessions(source: MetricsSource): Session[] {
  return source.hosts().flatMap((host) => host.registry.list())
}

/** `connecting`, `open`, `detached` or `closed`. */
function stateOf(session: Session): string {
  return session.state.name
}
