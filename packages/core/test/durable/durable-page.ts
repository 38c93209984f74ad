import type { DurableHostOptions } from '../../src/engine/host/durable-sessions'
import { durableSessions } from '../../src/engine/host/durable-sessions'
import type { SessionHost } from '../../src/engine/host/session-host'
import { silentLogger } from '../../src/engine/logger'
import type { TaskFunction } from '../../src/engine/tasks/applications'
import { findButtons } from '../../src/testing/find-buttons'
import { textOf } from '../../src/state/read-tree'
import { TestPage } from '../../src/testing/test-page'
import { ROOT_ID } from '../../src/protocol/output-spec'
import type { FakeClock } from '../support/fake-clock'
import { hostOf } from '../support/raw-page'

/** A page of a host whose durable sessions a test configures, and the log of the host. */
export class DurablePage {
  readonly host: SessionHost
  readonly page: TestPage
  readonly log: string[] = []

  constructor(
    task: TaskFunction,
    durable: Omit<DurableHostOptions, 'owner'>,
    clock?: FakeClock,
    run_script?: (code: string) => unknown,
  ) {
    const note = (...parts: unknown[]): void => void this.log.push(parts.map(String).join(' '))
    this.host = hostOf(task, {
      durable: durableSessions({ owner: 'test', ...durable }),
      logger: { ...silentLogger, info: note, warn: note, error: note },
      ...(clock && { clock }),
    })
    this.page = new TestPage(this.host, { errors: [], run_script })
  }

  get text(): string {
    return textOf(this.page.half.tree, ROOT_ID)
  }

  /** The label of the newest form. */
  get form(): string {
    return [...this.page.half.tree.forms.values()].at(-1)?.spec.label ?? ''
  }

  async until(holds: () => boolean, what: string): Promise<void> {
    await this.page.until(holds, what)
  }

  /**
   * Answers the form with this label, which has one field.
   * @returns the number of the event
   */
  async answer(label: string, value: string): Promise<number> {
    await this.until(() => this.form === label, `the form ${label}`)
    const { id } = [...this.page.half.tree.forms.values()].at(-1)?.spec ?? { id: 0 }
    return this.page.send({ type: 'form-submit', form: id, values: { data: value } })
  }

  /** Does the same, and waits for the end of the form. */
  async submit(label: string, value: string): Promise<void> {
    await this.answer(label, value)
    await this.until(() => this.form !== label, `the end of the form ${label}`)
  }

  /** Clicks a button. */
  click(label: string): void {
    const [button] = findButtons(this.page.half.tree, label)
    if (!button) throw new Error(`There is no button ${label}.`)
    this.page.send(button.event)
  }
}
