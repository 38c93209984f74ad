import type {
  AppOpenCommand,
  DownloadCommand,
  EventErrorCode,
  FirstMessageRef,
  RefusedEvent,
  ScriptRunCommand,
  TransientCommand,
} from '@webio/core/protocol'
import { failureMessage } from './failure-message'
import type { PageHandlers, SessionOwnerOptions, WebIOError } from './session-options'
import type { ShownSession } from './shown-session'

/** Errors about something that was removed meanwhile. They are not mistakes. */
const RACES: ReadonlySet<string> = new Set<EventErrorCode>([
  'no_such_form',
  'no_such_field',
  'no_such_output',
  'no_such_row',
  'callback_disabled',
  'form_busy',
  'not_driver',
  'no_such_script',
  'not_searched',
  'not_closable',
])

/** What the commands of a session affect beyond what it shows. */
export interface CommandOwner {
  readonly options: SessionOwnerOptions
  tell(call: (handlers: PageHandlers) => void): void
  report(error: WebIOError): void
  fail(code: string, message: FirstMessageRef): void
  /** Ends the session and starts a new one. */
  restart(): void
  /** Resolves when the script has started. The next command waits for it. */
  runScript(command: ScriptRunCommand): void | Promise<void>
}

/** Executes what a session asks its page to do once, and handles what the session refuses. */
export class PageCommands {
  readonly #owner: CommandOwner

  constructor(owner: CommandOwner) {
    this.#owner = owner
  }

  carryOut(shown: ShownSession, command: TransientCommand): void | Promise<void> {
    const { services } = this.#owner.options
    switch (command.type) {
      case 'app-event':
        return this.#owner.tell(({ onEvent }) => onEvent?.(command.name, command.data))
      case 'notice':
        return this.#owner.report({ code: command.code, message: command.message })
      case 'scroll-to':
        // A frame later the element to scroll to has been rendered.
        services.inNextFrame(() =>
          services.scrollToElement(shown.elements.get(command.output), command.position),
        )
        return
      case 'download':
        return this.#download(shown, command)
      case 'rows-answer':
      case 'rows-failed':
      case 'cell-settled':
        return shown.tables?.settle(command)
      case 'cookie-set':
        return this.#owner.options.fetchCookie?.(shown.session.ticket?.session ?? '', command.token)
      case 'script-run':
        // The next command waits until the script has started.
        return this.#owner.runScript(command)
      case 'app-open':
        return this.#openApp(command)
      default:
        command satisfies never
    }
  }

  #download({ session }: ShownSession, { token, name }: DownloadCommand): void {
    if (session.ticket) this.#owner.options.files().download({ session: session.ticket.session, token, name })
  }

  #openApp({ app, new_window }: AppOpenCommand): void {
    const { app: own, endpoint, isStandAlone = false, services } = this.#owner.options
    // The same address would be the same session, but a program that opens itself wants a new one.
    if (app === own && !new_window) return this.#owner.restart()
    if (endpoint === undefined) return this.#owner.fail('app_not_found', failureMessage('app_not_found'))
    const address = services.addressOfApp(app, endpoint, isStandAlone)
    if (!new_window) return services.goTo(address)
    if (!services.openWindow(address))
      this.#owner.report({ code: 'window_blocked', message: `The browser blocked a window: ${address}` })
  }

  refused(shown: ShownSession, refusal: RefusedEvent): void {
    const { n, code, message } = refusal
    shown.fields.get()?.giveUpWaiting(n, code)
    shown.tables?.refused(n)
    if (code === 'too_busy') shown.strain.show()
    shown.dismissals.refused(refusal)
    if (!RACES.has(code)) this.#owner.report({ code, message })
  }
}
