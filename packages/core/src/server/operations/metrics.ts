import type { Gauge as GaugeOf, Registry as RegistryOf } from 'prom-client'
import type { SessionHost } from '../../engine/host/session-host'
import type { Session } from '../../engine/session'

/** What the metrics of a server are read from. */
export interface OperationSource {
  /** All that open sessions. */
  hosts(): readonly SessionHost[]
  /** The server takes no new sessions and is about to end. */
  isDraining(): boolean
}

/** An exposition of metrics: what Prometheus reads. */
export interface Exposition {
  readonly contentType: string
  readonly text: string
}

type Labels = Readonly<Record<string, string>>

/**
 * The metrics of a server, in a registry that nobody else uses. Nothing is measured before the first call: the delay of the event loop and the
 * garbage collector are watched from then on.
 */
export class Metrics {
  readonly #source: OperationSource
  #registry: Promise<RegistryOf> | null = null

  constructor(source: OperationSource) {
    this.#source = source
  }

  async read(): Promise<Exposition> {
    const registry = await (this.#registry ??= this.#create())
    return { contentType: registry.contentType, text: await registry.metrics() }
  }

  async #create(): Promise<RegistryOf> {
    const { collectDefaultMetrics, Counter, Gauge, Registry } = await import('prom-client')
    const registry = new Registry()
    collectDefaultMetrics({ register: registry })
    const source = this.#source

    /** A metric whose values are read each time. */
    const read = <L extends string>(
      kind: typeof Gauge | typeof Counter,
      name: string,
      help: string,
      labelNames: readonly L[],
      values: () => Iterable<readonly [labels: Labels, value: number]>,
    ): void => {
      new kind<string>({
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

    read(Gauge, 'webio_sessions', 'Sessions that live now.', ['app', 'state'], () =>
      source
        .hosts()
        .flatMap((host) => host.registry.list())
        .map((session) => [{ app: session.app, state: stateOf(session) }, 1] as const),
    )
    read(Counter, 'webio_sessions_opened_total', 'Sessions that have begun.', ['app'], () =>
      source.hosts().flatMap(({ counts }) => [...counts.opened].map(([app, n]) => [{ app }, n] as const)),
    )
    read(Counter, 'webio_sessions_ended_total', 'Sessions that have ended.', ['app', 'reason'], () =>
      source
        .hosts()
        .flatMap(({ counts }) =>
          [...counts.ended].flatMap(([app, reasons]) =>
            [...reasons].map(([reason, n]) => [{ app, reason }, n] as const),
          ),
        ),
    )
    read(Gauge, 'webio_tasks', 'Tasks that run or wait, callbacks included.', ['app'], () =>
      sessions(source).map((session) => [{ app: session.app }, session.tasks.size] as const),
    )
    read(Gauge, 'webio_unread_bytes', 'Estimated bytes that pages have not acknowledged.', [], () =>
      sessions(source).map((session) => [{}, session.unreadBytes] as const),
    )
    read(
      Gauge,
      'webio_draining',
      '1 if the server takes no new sessions because it is about to end.',
      [],
      () => [[{}, source.isDraining() ? 1 : 0] as const],
    )
    return registry
  }
}

function sessions(source: OperationSource): Session[] {
  return source.hosts().flatMap((host) => host.registry.list())
}

/** `connecting`, `open`, `detached` or `closed`. */
function stateOf(session: Session): string {
  return session.state.name
}
