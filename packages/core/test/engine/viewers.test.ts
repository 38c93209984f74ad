import {
  hold,
  input,
  input_group,
  on_event,
  PASSWORD,
  put_text,
  put_button,
  share,
  viewers,
} from '../../src/index'
import type { DataSource, ScriptException, ShareLink, ShareOptions, Viewer } from '../../src/index'
import { createTransportPair } from '../../src/in-page/transport-pair'
import { PageSession } from '../../src/page/page-session'
import type { SessionHost } from '../../src/engine/host/session-host'
import type { TransientCommand } from '../../src/protocol/commands'
import type { PinNode } from '../../src/protocol/output-spec'
import { ROOT_ID } from '../../src/protocol/output-spec'
import { readShareId } from '../../src/protocol/viewers'
import type { ViewerRole } from '../../src/protocol/viewers'
import {
  download,
  emit,
  eval_js,
  file_upload,
  pin_update,
  put_column,
  put_datatable,
  put_file_upload,
  put_input,
  run_js,
  scroll_to,
  set_scope,
} from '../../src/index'
import { snapshotOf } from '../../src/state/snapshot'
import { Random } from '../chaos/random'
import { FakeClock } from '../support/fake-clock'
import { TEST_INFO } from '../../src/testing/test-info'
import { turn } from '../support/app'
import { appEvent, hostOf as bareHost, RawPage } from '../support/raw-page'
import { processNode } from '../../src/engine/cluster/node'
import { sessionViewers } from '../../src/engine/viewers/session-viewers'

const hostOf: typeof bareHost = (applications, options) =>
  bareHost(applications, { node: processNode(), viewers: sessionViewers, ...options })

/** A page in memory: the page's half of the protocol without a browser. */
class Page {
  readonly session: PageSession
  readonly transients: TransientCommand[] = []
  readonly refused: string[] = []
  readonly #pair: ReturnType<typeof createTransportPair>

  constructor(host: SessionHost, link?: ShareLink | string, user: unknown = null, role?: ViewerRole) {
    this.#pair = createTransportPair(host, () => ({ ...TEST_INFO, user }))
    const view = link === undefined ? undefined : viewOf(link, role)
    this.session = new PageSession({
      app: 'index',
      view,
      connect: this.#pair.connect,
      onTransient: (command) => void this.transients.push(command),
      onRefused: ({ code }) => void this.refused.push(code),
      onYield: () => this.tell(),
    })
    this.session.start()
  }

  /** What was typed into the open form. */
  typed: Record<string, string> = {}

  tell(): void {
    const form = this.form?.id
    if (form !== undefined) this.session.tellDrafts(form, this.typed)
  }

  get form() {
    return [...this.session.tree.forms.values()].at(-1)?.spec
  }

  get drafts() {
    return [...this.session.tree.forms.values()].at(-1)?.drafts
  }

  get texts(): string[] {
    return (this.session.node(ROOT_ID)?.children ?? []).map((id) => {
      const spec = this.session.node(id)?.spec
      return spec?.type === 'text' ? String(spec.text) : `(${spec?.type})`
    })
  }

  submit(values: Record<string, string>): void {
    this.session.send({ type: 'form-submit', form: this.form?.id ?? 0, values })
  }

  drop(): void {
    this.#pair.drop()
  }

  resume(): void {
    this.#pair.resume()
  }
}

function viewOf(link: ShareLink | string, role?: ViewerRole) {
  const { session, token } = readShareId(typeof link === 'string' ? link : link.id) ?? {
    session: '',
    token: '',
  }
  return { session, token, ...(role && { role }) }
}

/** Everything in transit has arrived. */
async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await turn()
}

/** A shared session with its owner's page. */
async function shared(
  options: ShareOptions | readonly ShareOptions[] = {},
  task: () => unknown = () => hold(),
  hostOptions: Parameters<typeof hostOf>[1] = {},
) {
  const links: ShareLink[] = []
  const host = hostOf(async () => {
    for (const one of [options].flat() as ShareOptions[]) links.push(await share(one))
    return task()
  }, hostOptions)
  const ada = new Page(host, undefined, 'Ada')
  await settle()
  return { host, ada, links, link: links[0] as ShareLink }
}

const asking = async (): Promise<void> => {
  for (;;) put_text(await input('Text'))
}

describe('[W1] a link', () => {
  it('consists of an unguessable id and the stand-alone page, and keeps the id from servers', async () => {
    const { link, links } = await shared([{ role: 'driver' }, {}])
    expect(link.id).toMatch(/^[\w-]{24}\.[\w-]{24}\.index$/)
    expect(new URL(link.url, 'http://x').hash).toBe(`#session=${link.id}`)
    expect(links.map(({ role }) => role)).toEqual(['driver', 'observer'])
    expect(new Set(links.map(({ id }) => id)).size).toBe(2)
  })

  it.each<[string, unknown, number | null]>([
    ['an hour by default', undefined, 3600],
    ['seconds', 90, 90],
    ['minutes', '30m', 1800],
    ['days', '7d', 604_800],
  ])('is valid for %s', async (_, expires, seconds) => {
    const clock = new FakeClock()
    const { link } = await shared({ expires: expires as number }, () => hold(), { clock })
    expect(link.expires_at.getTime() - clock.now()).toBe((seconds ?? 0) * 1000)
  })

  it.each<[unknown, string]>([
    [{ role: 'owner' }, 'TypeError: share: role must be one of "observer", "driver", not "owner".'],
    [{ expires: 0 }, 'RangeError: share: expires must be seconds above 0'],
    [{ expires: '1y' }, 'RangeError: share: expires must be seconds above 0'],
    [{ expires: true }, 'TypeError: share: expires must be seconds above 0'],
    [{ until: 5 }, 'TypeError: share'],
    [5, 'TypeError: share: the options must be a plain object'],
  ])('throws at the call for %p', async (options, message) => {
    let said = ''
    const host = hostOf(() => {
      try {
        void share(options as ShareOptions)
      } catch (error) {
        said = String(error)
      }
    })
    new Page(host)
    await settle()
    expect(said).toContain(message)
  })
})

describe('[W2] a page that opens a link', () => {
  it('shows what the session shows, and then each change', async () => {
    const { ada, host, link } = await shared({}, async () => {
      put_text('before')
      put_text(await input('Text'))
      await hold()
    })
    const bob = new Page(host, link, 'Bob')
    await settle()
    expect([bob.texts, bob.form?.label, bob.session.role]).toEqual([['before'], 'Text', 'observer'])
    ada.submit({ data: 'hi' })
    await settle()
    expect(bob.texts).toEqual(['before', 'hi'])
    expect(bob.form).toBeUndefined()
  })

  it.each<[string, (link: ShareLink) => string]>([
    ['an invalid token', (link) => link.id.replace(/\.[\w-]+\./, '.x.')],
    ['no token', (link) => link.id.split('.')[0] ?? ''],
    ['another session', (link) => link.id.replace(/^[\w-]+/, 'nobody')],
  ])('is refused like any other with %s', async (_, forge) => {
    const { host, link } = await shared()
    const view = viewOf(forge(link))
    expect(new RawPage(host).connect({ view })).toBe('session_gone')
  })

  it('is refused if it names another application: authorize was asked only about that application', async () => {
    let link: ShareLink | undefined
    const index = async (): Promise<void> => {
      link = await share()
      await hold()
    }
    const host = hostOf({ index, other: () => hold() })
    new Page(host)
    await settle()
    expect(new RawPage(host).connect({ app: 'other', view: viewOf(link as ShareLink) })).toBe('session_gone')
  })

  it('is refused once the link has expired, while earlier viewers stay', async () => {
    const clock = new FakeClock()
    const { ada, host, link } = await shared({ expires: 60 }, asking, { clock })
    const bob = new Page(host, link)
    await settle()
    clock.advance(60)
    expect(new RawPage(host).connect({ view: viewOf(link) })).toBe('session_gone')
    ada.submit({ data: 'still' })
    await settle()
    expect(bob.texts).toEqual(['still'])
  })

  it('is refused once the link is revoked, and earlier viewers are disconnected', async () => {
    const { ada, host, link } = await shared({ role: 'driver' }, asking)
    const bob = new Page(host, link)
    await settle()
    expect([ada.session.role, bob.session.role]).toEqual(['observer', 'driver'])
    link.revoke()
    await settle()
    expect([bob.session.status, bob.session.failure]).toEqual(['closed', 'not_shared'])
    expect(ada.session.role).toBe('driver')
    expect(new RawPage(host).connect({ view: viewOf(link) })).toBe('session_gone')
    ada.submit({ data: 'mine again' })
    await settle()
    expect(ada.texts).toEqual(['mine again'])
  })

  it('grants no more than its link allows, and no more than the page asks for', async () => {
    const { ada, host, links } = await shared([{ role: 'observer' }, { role: 'driver' }])
    const [watch, drive] = links as [ShareLink, ShareLink]
    const pages = [new Page(host, watch, null, 'driver'), new Page(host, drive, null, 'observer')]
    await settle()
    expect(pages.map(({ session }) => [session.role, session.mayDrive])).toEqual([
      ['observer', false],
      ['observer', false],
    ])
    expect(ada.session.role).toBe('driver')
  })

  it('is refused if the server’s limit is reached', async () => {
    const { host, link } = await shared({}, () => hold(), { maxViewers: 2 })
    const pages = [new RawPage(host), new RawPage(host), new RawPage(host)]
    expect(pages.map((page) => page.connect({ view: viewOf(link) }))).toEqual([null, null, 'server_full'])
    pages[0]?.say({ type: 'leave' })
    expect(pages[2]?.connect({ view: viewOf(link) })).toBe(null)
  })

  it('comes back after a reload as the same viewer, with its own secret, and only as the same user', async () => {
    const { host, link } = await shared()
    const bob = new RawPage(host)
    bob.connect({ view: viewOf(link) }, { user: 'Bob' })
    bob.drop()
    expect(new RawPage(host).connect(bob.resume(0), { user: 'Eve' })).toBe('session_gone')
    const again = new RawPage(host)
    expect(again.connect(bob.resume(0), { user: 'Bob' })).toBe(null)
    expect(again.welcome).toMatchObject({ role: 'observer', secret: bob.welcome.secret, viewer: 1 })
    expect(again.session.secret).not.toBe(bob.welcome.secret)
  })

  it('receives what it missed after a drop, with its own numbers', async () => {
    const { ada, host, link } = await shared({}, asking)
    const bob = new Page(host, link)
    await settle()
    bob.drop()
    ada.submit({ data: 'missed' })
    await settle()
    bob.resume()
    await settle()
    expect(bob.texts).toEqual(['missed'])
    expect(bob.session.role).toBe('observer')
  })

  it('joins again through its link if it was away for too long', async () => {
    const clock = new FakeClock()
    const { host, link } = await shared({}, asking, { clock, reconnectTimeout: 10 })
    const bob = new Page(host, link)
    await settle()
    bob.drop()
    clock.advance(10)
    bob.resume()
    await settle()
    expect([bob.session.status, bob.session.viewer]).toEqual(['open', 2])
  })
})

describe('[W3] an observer', () => {
  it('gets no commands that are meant for the driver’s page', async () => {
    const { ada, host, link } = await shared({}, async () => {
      set_scope('s')
      await input('Go')
      emit('x', 1)
      run_js('1')
      scroll_to('s')
      download('a.txt', 'a')
      put_text('done')
      await hold()
    })
    const bob = new Page(host, link)
    await settle()
    ada.submit({ data: '' })
    await settle()
    expect(bob.texts).toContain('done')
    expect(bob.transients.map(({ type }) => type)).toEqual(['scroll-to'])
    expect(ada.transients.map(({ type }) => type).sort()).toEqual([
      'app-event',
      'download',
      'script-run',
      'scroll-to',
    ])
  })

  it.each<[string, object]>([
    ['a submit', { type: 'form-submit', form: 0, values: { data: 'forged' } }],
    ['a cancellation', { type: 'form-cancel', form: 0 }],
    ['a change', { type: 'form-change', form: 0, field: 'data', value: 'x' }],
    ['a check', { type: 'form-check', form: 0, field: 'data', value: 'x' }],
    ['a click', { type: 'callback-fire', output: 0, key: 0 }],
    ['an event of the page', { type: 'app-event', name: 'x', data: 1 }],
    ['an answer to a script', { type: 'script-result', script: 1, ok: true, value: 1 }],
    [
      'a request for an upload',
      {
        type: 'upload-open',
        owner: 0,
        field: 'data',
        key: 'k',
        name: 'a',
        mime_type: '',
        size: 1,
        last_modified: 0,
      },
    ],
    ['a dismissal', { type: 'output-dismiss', output: 0 }],
    ['a changed pin', { type: 'pin-change', output: 0, value: 'x' }],
  ])('cannot forge %s, and the session does not change', async (_, event) => {
    const heard: unknown[] = []
    const { ada, host, link } = await shared({}, async () => {
      put_button('Click', () => heard.push('click'))
      on_event('x', (data) => heard.push(data))
      await asking()
    })
    const eve = new RawPage(host)
    eve.connect({ view: viewOf(link) })
    const { session } = eve
    const ids = { form: ada.form?.id, output: ada.session.node(ROOT_ID)?.children[0], owner: ada.form?.id }
    const aimed = Object.fromEntries(
      Object.entries(event).map(([key, value]) => [key, key in ids ? ids[key as 'form'] : value]),
    )
    const before = session.lastEvent
    eve.say({ type: 'event', n: before + 1, seen: 0, event: aimed })
    await settle()
    expect(eve.replies).toEqual([
      expect.objectContaining({ type: 'refused', n: before + 1, code: 'not_driver' }),
    ])
    expect([heard, ada.texts.filter((text) => text === 'forged'), session.lastEvent]).toEqual([
      [],
      [],
      before,
    ])
    ada.submit({ data: 'real' })
    await settle()
    expect(ada.texts).toContain('real')
  })

  describe('a data table whose rows come from a function', () => {
    const query = { sort: [], filter: [] }
    const ask = ({ session }: Page, offset: number): number =>
      session.send({
        ...{ type: 'rows-request', output: session.node(ROOT_ID)?.children[0] ?? 0 },
        ...{ offset, limit: 1, query },
      })
    const answers = ({ transients }: Page) =>
      transients.map((command) => [
        command.type,
        'request' in command && command.request,
        'ids' in command && command.ids,
      ])
    const table = (source: DataSource) => async () => {
      put_datatable(source, { column_order: ['id'], id_field: 'id' })
      await hold()
    }
    const rowAt: DataSource = ({ offset }) => ({ rows: [{ id: `row ${offset}` }], total: 100 })

    it('shows an observer the rows that it requests, and nobody else receives them', async () => {
      const { ada, host, link } = await shared({}, table(rowAt))
      const [bob, eve] = [new Page(host, link), new Page(host, link)]
      await settle()
      expect([ask(ada, 1), ask(bob, 2), ask(bob, 3), ask(eve, 4)]).toEqual([1, 1, 2, 1])
      await settle()
      expect(answers(ada)).toEqual([['rows-answer', 1, ['row 1']]])
      expect(answers(bob)).toEqual([
        ['rows-answer', 1, ['row 2']],
        ['rows-answer', 2, ['row 3']],
      ])
      expect(answers(eve)).toEqual([['rows-answer', 1, ['row 4']]])
      expect([bob, eve].map(({ session }) => session.isPending(session.lastEvent))).toEqual([false, false])
      // These are the numbers of the driver's events.
      expect(ask(ada, 5)).toBe(2)
    })

    it('answers each request of an observer once, even after a lost connection', async () => {
      const { host, link } = await shared({}, table(rowAt))
      const bob = new Page(host, link)
      await settle()
      ask(bob, 1)
      bob.drop()
      ask(bob, 2)
      await settle()
      bob.resume()
      await settle()
      ask(bob, 3)
      await settle()
      expect(answers(bob)).toEqual([1, 2, 3].map((n) => ['rows-answer', n, [`row ${n}`]]))
    })

    it('answers the driver while observers wait for a slow source, and limits their requests', async () => {
      let waiting = 0
      const { ada, host, link } = await shared(
        {},
        table(({ offset, ...rest }) => {
          if (offset === 0) return rowAt({ offset, ...rest })
          waiting++
          return new Promise(() => {})
        }),
      )
      const pages = [new Page(host, link), new Page(host, link)]
      await settle()
      for (const page of pages) for (const offset of [1, 2, 3, 4, 5]) ask(page, offset)
      await settle()
      expect(waiting).toBe(4)
      for (const page of pages) expect(answers(page)).toEqual([['rows-failed', 1, false]])
      ask(ada, 0)
      await settle()
      expect(answers(ada)).toEqual([['rows-answer', 1, ['row 0']]])
    })

    it('stops reading for an observer who takes over or leaves', async () => {
      const signals: AbortSignal[] = []
      const { host, link } = await shared(
        { role: 'driver' },
        table(({ signal }) => {
          signals.push(signal)
          return new Promise(() => {})
        }),
      )
      const bob = new Page(host, link)
      await settle()
      const eve = new Page(host, link)
      await settle()
      ask(bob, 1)
      await settle()
      expect(signals.map(({ aborted }) => aborted)).toEqual([false])
      bob.session.drive()
      await settle()
      expect([bob.session.role, eve.session.role, signals[0]?.aborted]).toEqual(['driver', 'observer', true])
      ask(eve, 1)
      await settle()
      eve.session.leave()
      await settle()
      expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
    })

    it('answers repeated requests of a page whose role has changed', async () => {
      const gate: (() => void)[] = []
      const { host, link, ada } = await shared(
        { role: 'driver' },
        table(async (request) => {
          await new Promise<void>((go) => gate.push(go))
          return rowAt(request)
        }),
      )
      const bob = new Page(host, link)
      await settle()
      expect([ada.session.role, bob.session.role]).toEqual(['observer', 'driver'])
      ask(ada, 1)
      ada.session.drive()
      await settle()
      expect([ada.session.role, ada.refused]).toEqual(['driver', []])
      const n = ask(ada, 1)
      await settle()
      for (const go of gate) go()
      await settle()
      expect(answers(ada)).toEqual([['rows-answer', n, ['row 1']]])
    })

    it('refuses rows of a missing table, and every other event', async () => {
      const { host, link } = await shared({}, table(rowAt))
      const eve = new RawPage(host)
      eve.connect({ view: viewOf(link) })
      const request = { type: 'rows-request', output: 999, offset: 0, limit: 1, query }
      eve.say({ type: 'event', n: 1, seen: 0, event: request })
      expect(eve.replies).toMatchObject([
        { type: 'refused', n: 1, code: 'no_such_output' },
        { type: 'handled', n: 1 },
      ])
      eve.say({ type: 'event', n: 3, seen: 0, event: request })
      expect([eve.replies.at(-1), eve.isClosed]).toEqual([{ type: 'goodbye', code: 'event_gap' }, true])
    })
  })

  it('gets no passwords and no upload tokens, live or in a snapshot, and receives the tokens on taking over', async () => {
    const { ada, host, link } = await shared({ role: 'driver' }, async () => {
      put_input('key', { type: PASSWORD })
      put_column([put_input('inner', { type: PASSWORD, value: 'given' })])
      put_file_upload('pin')
      await input_group('G', [
        input('Name', { name: 'name' }),
        input('Key', { name: 'secret', type: PASSWORD, value: 'initial' }),
        file_upload('File', { name: 'file' }),
      ])
    })
    const bob = new Page(host, link, null, 'observer')
    await settle()
    const [key = 0, , pin = 0] = ada.session.node(ROOT_ID)?.children ?? []
    const open = { field: 'file', key: 'k', name: 'a', mime_type: '', size: 1, last_modified: 0 }
    ada.session.send({ type: 'pin-change', output: key, value: 'typed' })
    ada.session.send({ type: 'upload-open', owner: ada.form?.id ?? 0, ...open })
    ada.session.send({ type: 'upload-open', owner: pin, ...open, field: 'pin' })
    await settle()
    const late = new Page(host, link, null, 'observer')
    await settle()
    for (const page of [bob, late]) {
      const text = JSON.stringify(snapshotOf(page.session.tree))
      expect(text).not.toMatch(/typed|given|initial/)
      expect(text.match(/"token":""/g)).toHaveLength(2)
      expect(text).not.toMatch(/"token":"[^"]/)
    }
    const heir = new Page(host, link)
    await settle()
    expect(heir.session.role).toBe('driver')
    expect(JSON.stringify(snapshotOf(heir.session.tree)).match(/"token":"[\w-]+"/g)).toHaveLength(2)
  })

  it('sees every change of a secret field but its secret', async () => {
    const { ada, host, link } = await shared({ role: 'observer' }, async () => {
      put_input('key', { type: PASSWORD, label: 'Key' })
      put_file_upload('file', { label: 'File' })
      await input('Go')
      pin_update('key', { label: 'New key', value: 'hidden' })
      pin_update('file', { label: 'New file' })
      await hold()
    })
    const bob = new Page(host, link)
    await settle()
    ada.submit({ data: '' })
    await settle()
    const pins = (page: Page) =>
      (page.session.node(ROOT_ID)?.children ?? []).map((id) => page.session.node(id)?.spec as PinNode)
    expect(pins(bob)).toMatchObject([
      { type: 'pin', field: { type: 'password', label: 'New key' } },
      { type: 'pin', field: { type: 'file', label: 'New file' } },
    ])
    expect(pins(ada)[0]).toHaveProperty('value', 'hidden')
    expect(JSON.stringify(pins(bob))).not.toContain('hidden')
  })

  it.each<[string, object]>([
    ['what is typed', { type: 'drafts', form: 0, values: { data: 'forged' } }],
    ['that it has yielded', { type: 'yielded' }],
    ['that it has joined', { type: 'joined' }],
    ['that it drives', { type: 'drive' }],
  ])('changes nothing by sending %s', async (_, message) => {
    const { ada, host, link } = await shared({ role: 'observer' }, asking)
    const eve = new RawPage(host)
    eve.connect({ view: viewOf(link) })
    eve.say('form' in message ? { ...message, form: ada.form?.id } : message)
    await settle()
    expect([ada.session.role, ada.drafts, ada.session.tree.viewers.map(({ role }) => role)]).toEqual([
      'driver',
      undefined,
      ['driver', 'observer'],
    ])
  })

  it('ends only its own connection by sending invalid messages', async () => {
    const { ada, host, link } = await shared({}, asking)
    const eve = new RawPage(host)
    eve.connect({ view: viewOf(link) })
    for (let i = 0; i < 101; i++) eve.say({ type: 'nonsense' })
    expect([eve.isClosed, eve.replies.at(-1)]).toEqual([true, { type: 'goodbye', code: 'bad_message' }])
    expect(ada.session.status).toBe('open')
    const lying = new RawPage(host)
    lying.connect({ view: viewOf(link) })
    lying.say({ type: 'seen', n: 99 })
    expect(lying.replies.at(-1)).toMatchObject({ type: 'refused', code: 'bad_message' })
  })

  it('has its invalid messages counted for each connection', async () => {
    const { host, link } = await shared({}, asking)
    const eve = new RawPage(host)
    eve.connect({ view: viewOf(link) })
    for (let i = 0; i < 100; i++) eve.say({ type: 'nonsense' })
    eve.drop()
    const again = new RawPage(host)
    again.connect({ resume: { ...eve.resume(0).resume, role: 'observer' } })
    again.say({ type: 'nonsense' })
    expect([eve.isClosed, again.isClosed]).toEqual([false, false])
  })

  it('stays if it has come back in time', async () => {
    const clock = new FakeClock()
    const { ada, host, link } = await shared({}, asking, { clock, reconnectTimeout: 10 })
    const bob = new Page(host, link)
    await settle()
    bob.drop()
    clock.advance(9)
    bob.resume()
    await settle()
    clock.advance(10)
    ada.submit({ data: 'still here' })
    await settle()
    expect([bob.texts, bob.session.viewer]).toEqual([['still here'], 1])
  })

  it('does not end the session by leaving or by being away', async () => {
    const clock = new FakeClock()
    const { ada, host, link } = await shared({}, asking, { clock })
    const [bob, eve] = [new RawPage(host), new RawPage(host)]
    bob.connect({ view: viewOf(link) })
    eve.connect({ view: viewOf(link) })
    bob.say({ type: 'leave' })
    eve.drop()
    clock.advance(60)
    ada.submit({ data: 'alive' })
    await settle()
    expect([ada.texts, ada.session.tree.viewers]).toEqual([['alive'], []])
    expect(new RawPage(host).connect(bob.resume(0))).toBe('session_gone')
    expect(new RawPage(host).connect(eve.resume(0))).toBe('session_gone')
  })

  it.each<[string, (stage: { host: SessionHost; ada: RawPage; link: ShareLink }) => void]>([
    [
      'was away at the end',
      ({ host, ada, link }) => {
        const bob = new RawPage(host)
        bob.connect({ view: viewOf(link, 'observer') })
        bob.drop()
        ada.say({ type: 'leave' })
      },
    ],
    [
      'was about to drive at the end, and read it',
      ({ host, ada, link }) => {
        const bob = new RawPage(host)
        bob.connect({ view: viewOf(link, 'driver') })
        expect(ada.replies).toEqual([{ type: 'yield' }])
        ada.say({ type: 'leave' })
        bob.drop()
      },
    ],
    [
      'was away when the link was revoked',
      ({ host, ada, link }) => {
        const bob = new RawPage(host)
        bob.connect({ view: viewOf(link, 'observer') })
        bob.drop()
        ada.say(appEvent(1))
      },
    ],
  ])('who %s leaves no timer behind', async (_, end) => {
    const clock = new FakeClock()
    let link: ShareLink | undefined
    const host = hostOf(
      async () => {
        link = await share({ role: 'driver' })
        on_event('x', () => link?.revoke())
        await hold()
      },
      { clock },
    )
    const ada = new RawPage(host)
    ada.connect()
    await settle()
    end({ host, ada, link: link as ShareLink })
    await settle()
    expect(clock.waiting).toBe(0)
  })

  it('is told about the end', async () => {
    const { ada, host, link } = await shared({}, async () => {
      put_text(await input('Text'))
    })
    const bob = new Page(host, link)
    await settle()
    ada.submit({ data: 'last' })
    await settle()
    expect([bob.texts, bob.session.tree.closed?.reason, bob.session.status]).toEqual([
      ['last'],
      'finished',
      'closed',
    ])
  })

  it('who does not read delays nobody: its queue is limited, and a snapshot replaces it', async () => {
    const size = 64 * 1024
    const { ada, host, link } = await shared({}, async () => {
      for (;;) put_text((await input('n')).padEnd(size, '.'))
    })
    const slow = new RawPage(host)
    slow.connect({ view: viewOf(link) })
    for (let i = 0; i < 60; i++) {
      ada.submit({ data: String(i) })
      await settle()
    }
    expect(ada.texts).toHaveLength(60)
    const [session] = host.registry.list()
    expect(session?.unreadBytes).toBeLessThan(2 * 1024 * 1024)
    // It reads on: first what was already sent, then one snapshot with everything.
    const last = () => slow.batches.at(-1) ?? { n: 0 }
    while (!slow.batches.slice(1).some(({ reset }) => reset)) {
      slow.say({ type: 'seen', n: last().n })
      await settle()
    }
    const again = slow.batches.findLastIndex(({ reset }) => reset)
    const runs = JSON.stringify(slow.batches.slice(again)).match(/\.+/g) ?? []
    expect(runs.filter(({ length }) => length > 60_000)).toHaveLength(60)
  })
})

describe('[W5] what the driver types', () => {
  const secrets = async (): Promise<void> => {
    await input_group('Log in', [
      input('Name', { name: 'name' }),
      input('Key', { name: 'key', type: PASSWORD }),
    ])
  }

  it('is shown to observers without passwords, and also to those who join later', async () => {
    const { ada, host, link } = await shared({}, secrets)
    const bob = new Page(host, link)
    await settle()
    ada.typed = { name: 'Ad', key: 'secret' }
    ada.tell()
    await settle()
    const eve = new Page(host, link)
    await settle()
    expect([bob.drafts, eve.drafts]).toEqual([{ name: 'Ad' }, { name: 'Ad' }])
    expect(ada.drafts).toBeUndefined()
  })

  it.each<[string, Record<string, unknown>]>([
    ['a missing field', { other: 'x' }],
    ['a value that its field cannot have', { name: [1, 2] }],
    ['a name from the prototype', { constructor: 'x' }],
  ])('is not shown if it is %s', async (_, values) => {
    const host = hostOf(async () => {
      link = await share()
      await secrets()
    })
    let link: ShareLink | undefined
    const eve = new RawPage(host)
    eve.connect()
    await settle()
    const bob = new Page(host, link)
    await settle()
    eve.say({ type: 'drafts', form: bob.form?.id, values })
    await settle()
    expect(bob.drafts).toEqual({})
  })

  it('is not even stored without viewers', async () => {
    const host = hostOf(asking)
    const ada = new RawPage(host)
    ada.connect()
    await settle()
    const form = [...ada.session.view.tree.forms.keys()][0]
    ada.say({ type: 'drafts', form, values: { data: 'x' } })
    expect(ada.session.view.tree.forms.get(form ?? 0)).not.toHaveProperty('drafts')
    expect(ada.replies).toEqual([])
  })
})

describe('[W6] a new driver', () => {
  it('gets the form with the text typed so far, while the previous driver watches and may take back control', async () => {
    const { ada, host, link } = await shared({ role: 'driver' }, asking)
    ada.typed = { data: 'half-ty' }
    const bob = new Page(host, link, 'Bob')
    await settle()
    expect([ada.session.role, ada.session.hasHandedOver, ada.session.mayDrive]).toEqual([
      'observer',
      true,
      true,
    ])
    expect([bob.session.role, bob.session.hasHandedOver, bob.drafts]).toEqual([
      'driver',
      false,
      { data: 'half-ty' },
    ])
    ada.submit({ data: 'not mine' })
    bob.submit({ data: 'half-typed' })
    await settle()
    expect([ada.texts, bob.texts]).toEqual([['half-typed'], ['half-typed']])
    bob.typed = { data: 'mo' }
    ada.session.drive()
    await settle()
    expect([ada.session.role, bob.session.role, bob.session.mayDrive, ada.drafts]).toEqual([
      'driver',
      'observer',
      true,
      { data: 'mo' },
    ])
    ada.submit({ data: 'more' })
    await settle()
    expect(bob.texts).toEqual(['half-typed', 'more'])
  })

  it('is not disturbed later by the time that the previous driver had', async () => {
    const clock = new FakeClock()
    const { host, link } = await shared({ role: 'driver' }, asking, { clock })
    const bob = new RawPage(host)
    bob.connect({ view: viewOf(link) })
    await settle()
    bob.say({ type: 'joined' })
    const heard = bob.heard.length
    expect([bob.heard.filter(({ type }) => type === 'welcome').length, clock.waiting]).toEqual([2, 0])
    clock.advance(60)
    await settle()
    expect(bob.heard).toHaveLength(heard)
  })

  it('starts after everything that the previous driver had sent', async () => {
    const { ada, host, link } = await shared({ role: 'driver' }, asking)
    const bob = new Page(host, link)
    ada.submit({ data: 'just in time' })
    await settle()
    expect([bob.texts, bob.session.role]).toEqual([['just in time'], 'driver'])
  })

  it('waits only briefly for a silent page', async () => {
    const clock = new FakeClock()
    const host = hostOf(
      async () => {
        link = await share({ role: 'driver' })
        await asking()
      },
      { clock },
    )
    let link: ShareLink | undefined
    const silent = new RawPage(host)
    silent.connect()
    await settle()
    const bob = new Page(host, link)
    await settle()
    expect([bob.session.role, silent.replies.at(-1)]).toEqual(['observer', { type: 'yield' }])
    clock.advance(9.9)
    await settle()
    expect(bob.session.role).toBe('observer')
    clock.advance(0.1)
    await settle()
    expect(bob.session.role).toBe('driver')
    // What it sends now belongs to its previous role, because its numbers would be another driver's.
    silent.say({
      type: 'event',
      n: 1,
      seen: 0,
      event: { type: 'form-submit', form: bob.form?.id, values: { data: 'late' } },
    })
    silent.say({ type: 'seen', n: 5 })
    await settle()
    expect([bob.texts, silent.isClosed]).toEqual([[], false])
    silent.say({ type: 'joined' })
    silent.say(appEvent(1))
    expect(silent.replies.at(-1)).toMatchObject({ type: 'refused', n: 1, code: 'not_driver' })
  })

  it('[W4] can send events once it has joined: earlier ones have the numbers of an observer', async () => {
    const { ada, host, link } = await shared({ role: 'driver' }, asking)
    const bob = new RawPage(host)
    bob.connect({ view: viewOf(link) })
    await settle()
    expect(bob.heard.filter(({ type }) => type === 'welcome').at(-1)).toMatchObject({
      anew: true,
      handled: 0,
    })
    const form = ada.form?.id
    const submit = (data: string) =>
      bob.say({ type: 'event', n: 1, seen: 0, event: { type: 'form-submit', form, values: { data } } })
    submit('too early')
    bob.say({ type: 'seen', n: 99 })
    await settle()
    expect([ada.texts, bob.replies]).toEqual([[], []])
    bob.say({ type: 'joined' })
    submit('in time')
    await settle()
    expect(ada.texts).toEqual(['in time'])
  })

  it('who leaves before its turn does not replace the previous driver', async () => {
    const clock = new FakeClock()
    const host = hostOf(
      async () => {
        link = await share({ role: 'driver' })
        await asking()
      },
      { clock },
    )
    let link: ShareLink | undefined
    const ada = new RawPage(host)
    ada.connect()
    await settle()
    const bob = new RawPage(host)
    bob.connect({ view: viewOf(link as ShareLink) })
    bob.drop()
    ada.say({ type: 'yielded' })
    await settle()
    expect(ada.heard.filter(({ type }) => type === 'welcome').at(-1)).not.toHaveProperty('role')
    ada.say({ type: 'joined' })
    const form = [...ada.session.view.tree.forms.keys()][0]
    ada.say({ type: 'event', n: 1, seen: 0, event: { type: 'form-submit', form, values: { data: 'on' } } })
    await settle()
    expect(ada.session.view.tree.nodes.get(ROOT_ID)?.children).toHaveLength(1)
  })

  it('is the last one if several ask at once', async () => {
    const { ada, host, link } = await shared({ role: 'driver' }, asking)
    const pages = [new Page(host, link), new Page(host, link), new Page(host, link)]
    await settle()
    expect([ada, ...pages].map(({ session }) => session.role)).toEqual([
      'observer',
      'observer',
      'observer',
      'driver',
    ])
    pages[0]?.session.drive()
    await settle()
    pages[0]?.submit({ data: 'first' })
    await settle()
    expect(ada.texts).toEqual(['first'])
  })

  it('who leaves gives the session back to its owner', async () => {
    const { ada, host, link } = await shared({ role: 'driver' }, asking)
    const bob = new Page(host, link)
    await settle()
    bob.session.leave()
    await settle()
    expect([ada.session.role, ada.session.status, ada.session.tree.viewers]).toEqual(['driver', 'open', []])
    ada.submit({ data: 'mine' })
    await settle()
    expect(ada.texts).toEqual(['mine'])
  })

  it('who loses the connection may come back within reconnect_timeout, and then the owner continues', async () => {
    const clock = new FakeClock()
    const { ada, host, link } = await shared({ role: 'driver' }, asking, { clock, reconnectTimeout: 10 })
    const bob = new Page(host, link)
    await settle()
    bob.drop()
    clock.advance(9.999)
    await settle()
    expect(ada.session.role).toBe('observer')
    clock.advance(0.001)
    await settle()
    expect(ada.session.role).toBe('driver')
    // Bob is back by the link, and takes over again.
    bob.resume()
    await settle()
    expect(bob.session.role).toBe('driver')
  })

  it('continues alone if the owner leaves, until it leaves too', async () => {
    const { ada, host, link } = await shared({ role: 'driver' }, asking)
    const bob = new Page(host, link)
    await settle()
    ada.session.leave()
    await settle()
    bob.submit({ data: 'alone' })
    await settle()
    expect(bob.texts).toEqual(['alone'])
    bob.session.leave()
    await settle()
    expect(host.registry.size).toBe(0)
  })

  it('keeps its role after a reload, as does the owner', async () => {
    const { ada, host, link } = await shared({ role: 'driver' }, asking)
    const bob = new RawPage(host)
    bob.connect({ view: viewOf(link) })
    await settle()
    bob.say({ type: 'joined' })
    const ticket = ada.session.ticket as { session: string; secret: string }
    const [ada2, bob2] = [new RawPage(host), new RawPage(host)]
    expect(ada2.connect({ resume: { ...ticket, seen: 0 } }, { user: 'Ada' })).toBe(null)
    expect(bob2.connect({ resume: { ...bob.resume(0).resume, role: 'observer' } })).toBe(null)
    expect([ada2.welcome.role, ada2.welcome.may_drive, bob2.welcome.role]).toEqual([
      'observer',
      true,
      undefined,
    ])
    await settle()
    expect([ada.session.failure, bob.isClosed]).toEqual(['taken_over', true])
  })

  it.each<[string, ShareOptions, (page: RawPage, host: SessionHost, link: ShareLink) => void]>([
    ['the reloaded page of the same one', {}, (page, host) => void new RawPage(host).connect(page.resume(0))],
    [
      'the page of another one',
      { role: 'driver' },
      (page, host, link) => {
        new RawPage(host).connect({ view: viewOf(link) })
        page.say({ type: 'yielded' })
      },
    ],
  ])(
    '[S4] does not answer the scripts that the page before it was running: %s',
    async (_, options, drive) => {
      let answer: unknown = 'none'
      let link: ShareLink | undefined
      const host = hostOf(async () => {
        link = await share(options)
        answer = await eval_js('1').catch((error: ScriptException) => error.reason)
        await hold()
      })
      const page = new RawPage(host)
      page.connect()
      await settle()
      page.say({ type: 'seen', n: page.batches.at(-1)?.n })
      await settle()
      drive(page, host, link as ShareLink)
      await settle()
      expect(answer).toBe('reloaded')
    },
  )

  it('does not mix the numbers of the two streams when a page comes back in another role', async () => {
    const { ada, host, link } = await shared({ role: 'driver' }, asking)
    for (const data of ['1', '2', '3']) {
      ada.submit({ data })
      await settle()
    }
    ada.drop()
    const bob = new Page(host, link)
    await settle()
    expect([bob.session.role, bob.texts]).toEqual(['driver', ['1', '2', '3']])
    bob.submit({ data: '4' })
    await settle()
    ada.resume()
    await settle()
    expect([ada.session.role, ada.texts]).toEqual(['observer', ['1', '2', '3', '4']])
    ada.drop()
    bob.session.leave()
    await settle()
    ada.resume()
    await settle()
    expect([ada.session.role, ada.texts]).toEqual(['driver', ['1', '2', '3', '4']])
    ada.submit({ data: '5' })
    await settle()
    expect(ada.texts).toEqual(['1', '2', '3', '4', '5'])
  })
})

describe('[W7] the list of viewers', () => {
  it('is sent to every page with numbers and names, and nothing else about users', async () => {
    const { ada, host, link } = await shared()
    const bob = new Page(host, link, { name: 'Bob', email: 'bob@example.com' })
    const eve = new Page(host, link, { id: 7 })
    await settle()
    const all = [
      { id: 0, role: 'driver', name: 'Ada' },
      { id: 1, role: 'observer', name: 'Bob' },
      { id: 2, role: 'observer' },
    ]
    expect([ada, bob, eve].map(({ session }) => session.tree.viewers)).toEqual([all, all, all])
    expect([ada, bob, eve].map(({ session }) => session.viewer)).toEqual([0, 1, 2])
    bob.drop()
    await settle()
    expect(ada.session.tree.viewers).toHaveLength(2)
  })

  it('is what viewers() returns', async () => {
    const seen: Viewer[][] = []
    const { ada, host, link } = await shared({ role: 'driver' }, async () => {
      for (;;) {
        seen.push(viewers())
        await input('More')
      }
    })
    const bob = new Page(host, link, { name: 'Bob', id: 3 })
    await settle()
    bob.submit({ data: '' })
    await settle()
    const [alone = [], both = []] = seen.map((list) => list.map(({ role, user }) => ({ role, user })))
    expect(alone).toEqual([{ role: 'driver', user: 'Ada' }])
    expect(both).toEqual([
      { role: 'driver', user: { name: 'Bob', id: 3 } },
      { role: 'observer', user: 'Ada' },
    ])
    expect(ada.session.role).toBe('observer')
  })

  it('contains only the owner’s page without share()', async () => {
    const seen: Viewer[][] = []
    const host = hostOf(() => void seen.push(viewers()))
    new Page(host, undefined, 'Ada')
    await settle()
    expect(seen).toEqual([[{ role: 'driver', user: 'Ada', since: expect.any(Date) as Date }]])
  })
})

it('share() and viewers() report that they need a server', async () => {
  const said: string[] = []
  const host = bareHost(() => {
    for (const call of [share, viewers]) {
      try {
        void call()
      } catch (error) {
        said.push(String(error))
      }
    }
  })
  new Page(host)
  await settle()
  const where = 'needs a server. It does not work in worker threads and in tasks that run in a page.'
  expect(said).toEqual([`Error: share ${where}`, `Error: viewers ${where}`])
})

/** Pages that come, go and take over at random, from a seeded generator. */
async function play(seed: number): Promise<void> {
  const random = new Random(seed)
  const answers: string[] = []
  const { ada, host, link } = await shared({ role: 'driver' }, async () => {
    for (;;) {
      const text = await input('Text')
      answers.push(text)
      put_text(text)
    }
  })
  const pages = [ada, new Page(host, link), new Page(host, link)]
  const up = pages.map(() => true)
  let sent = 0
  for (let step = 0; step < 40; step++) {
    const i = random.below(pages.length)
    const page = pages[i] as Page
    switch (random.pick({ submit: 4, drive: 3, drop: 2, resume: 3, type: 2, wait: 3 })) {
      case 'submit':
        page.submit({ data: String(++sent) })
        break
      case 'drive':
        page.session.drive()
        break
      case 'drop':
        page.drop()
        up[i] = false
        break
      case 'resume':
        if (!up[i]) page.resume()
        up[i] = true
        break
      case 'type':
        page.typed = { data: String(step) }
        page.tell()
        break
      case 'wait':
        await settle()
    }
  }
  for (const [i, page] of pages.entries()) if (!up[i]) page.resume()
  await settle()
  expect(pages.map(({ session }) => session.status)).toEqual(['open', 'open', 'open'])
  expect(pages.filter(({ session }) => session.role === 'driver')).toHaveLength(1)
  for (const page of pages) expect(page.texts).toEqual(answers)
  // Nothing arrived twice, and the current driver can send events.
  expect(new Set(answers).size).toBe(answers.length)
  const driver = pages.find(({ session }) => session.role === 'driver')
  driver?.submit({ data: 'last' })
  await settle()
  for (const page of pages) expect(page.texts.at(-1)).toBe('last')
}

it.each(Array.from({ length: 30 }, (_, seed) => seed))(
  '[W4] [W6] all pages show the same after any drops and hand-overs, seed %d',
  (seed) => play(seed),
)
