import type { SessionHost } from '../../src/engine/host/session-host'
import type { Command } from '../../src/protocol/commands'
import type { PageEvent } from '../../src/protocol/events'
import type { RawValue } from '../../src/protocol/input-spec'
import type { NodeId, NodeSpec } from '../../src/protocol/output-spec'
import type { ServerMessage } from '../../src/protocol/wire-messages'
import { RawPage } from './raw-page'

/** A page without memory: it acknowledges every batch, answers every form and script, and handles new outputs as instructed. */
export class AnsweringPage extends RawPage {
  #events = 0
  #seen = 0
  /** Called with each output that appears. */
  onOutput: (output: NodeSpec) => void = () => {}

  constructor(host: SessionHost) {
    super(host)
    this.transport.send = (message: ServerMessage) => {
      if (message.type === 'welcome') return this.heard.push(message)
      if (message.type === 'batch') queueMicrotask(() => this.#read(message.n, message.commands))
      return 0
    }
  }

  /** A person's action. */
  act(event: PageEvent): void {
    this.say({ type: 'event', n: ++this.#events, seen: this.#seen, event })
  }

  #read(n: number, commands: readonly Command[]): void {
    this.#seen = n
    this.say({ type: 'seen', n })
    for (const command of commands) this.#answer(command)
  }

  #answer(command: Command): void {
    if (command.type === 'script-run')
      this.act({ type: 'script-result', script: command.script, ok: true, value: null })
    if (command.type === 'output-insert') command.outputs.forEach((output) => this.#meet(output))
    if (command.type !== 'form-open') return
    const { id: form, fields } = command.form
    for (const { name: field, watch, check } of fields) {
      if (watch) this.act({ type: 'form-change', form, field, value: 'x' })
      if (check) this.act({ type: 'form-check', form, field, value: 'x' })
    }
    const values = Object.fromEntries(fields.map(({ name }): [string, RawValue] => [name, 'x']))
    this.act({ type: 'form-submit', form, values })
  }

  #meet(output: NodeSpec | NodeId): void {
    if (typeof output === 'number') return
    this.onOutput(output)
    output.children?.forEach((child) => this.#meet(child))
  }
}
