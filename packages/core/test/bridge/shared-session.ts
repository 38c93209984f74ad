import { expect } from '@jest/globals'
import { info, input, put_text, share } from '@webio/core'
import type { ShareLink, ShareOptions } from '@webio/core'
import type { ViewRequest } from '../../src/protocol/viewers'
import { readShareId } from '../../src/protocol/viewers'
import type { Nodes } from './nodes'
import type { Wire } from './socket-page'
import { handshake, SocketPage, tryHandshake } from './socket-page'

/** A task that shares its session, and the links. */
export function sharing(options: ShareOptions = {}) {
  let told!: (link: ShareLink) => void
  const link = new Promise<ShareLink>((resolve) => (told = resolve))
  const task = async (): Promise<void> => {
    told(await share(options))
    for (;;) put_text(`${String(info.user)}: ${await input('Text')}`)
  }
  return { link, task }
}

/** The handshake of a page that opens a link. */
export function viewOf({ id }: Pick<ShareLink, 'id'>): ViewRequest {
  const { session, token } = readShareId(id) ?? { session: '', token: '' }
  return { session, token }
}

/** A page that reports what was typed if the session asks. */
export class TypingPage extends SocketPage {
  typed = ''

  constructor(url: string, wire: Wire, options: ConstructorParameters<typeof SocketPage>[2] = {}) {
    super(url, wire, { ...options, onYield: () => this.tell() })
  }

  tell(): void {
    const form = [...this.session.tree.forms.keys()].at(-1)
    if (form !== undefined) this.session.tellDrafts(form, { data: this.typed })
  }

  /** What another person types. */
  get drafts(): unknown {
    return [...this.session.tree.forms.values()].at(-1)?.drafts
  }

  /** Waits for what another person has typed. Over long-polling, it may arrive a response after the role. */
  hasDrafts(drafts: object): Promise<boolean> {
    return this.until(() => JSON.stringify(this.drafts) === JSON.stringify(drafts))
  }

  is(role: 'driver' | 'observer'): Promise<boolean> {
    return this.until(() => this.session.status === 'open' && this.session.role === role)
  }

  shows(...texts: string[]): Promise<boolean> {
    return this.until(() => this.texts.join() === texts.join())
  }
}

/**
 * Passes one form, with the text typed so far, from a page at the first node to a page at the second one and back.
 */
export async function handsOver({ servers }: Nodes, link: Promise<ShareLink>, wire: Wire): Promise<void> {
  const [first, second] = servers.map(({ url }) => url) as [string, string]
  await using ada = new TypingPage(first, wire)
  await ada.form()
  ada.typed = 'from a'
  const view = viewOf(await link)
  await using bob = new TypingPage(second, wire, { view })
  await Promise.all([ada.is('observer'), bob.is('driver')])
  await bob.hasDrafts({ data: 'from a' })
  await bob.submit({ data: 'from a to b' })
  await ada.shows('null: from a to b')
  ada.session.drive()
  await Promise.all([ada.is('driver'), bob.is('observer')])
  await ada.submit({ data: 'and back' })
  await bob.shows('null: from a to b', 'null: and back')
  expect(await tryHandshake(second, handshake({ view: { ...view, token: 'x' } }))).toBe('session_gone')
  for (const { log } of servers) expect(log.of('error')).toEqual([])
}
