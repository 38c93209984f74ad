import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import * as w from '../../src/index'
import { hostOf, RawPage } from '../support/raw-page'
import { AnsweringPage } from '../support/answering-page'
import { FakeClock } from '../support/fake-clock'
import { turn } from '../support/app'

jest.setTimeout(360_000)

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/**
 * The bytes of live objects, without code, which may be compiled meanwhile. A collection is slow in a process
 * that has run other test files. Objects with a finalizer need several collections: after one, the figure can
 * only be too high.
 */
async function kept(collections = 4): Promise<number> {
  for (let round = 0; round < collections; round++) {
    await turn()
    collect()
  }
  return getHeapSpaceStatistics()
    .filter(({ space_name }) => !/code|read_only|trusted/.test(space_name))
    .reduce((sum, { space_used_size }) => sum + space_used_size, 0)
}

/** How often each action is repeated, after a few runs that create one-time objects. */
const TIMES = 1000
/**
 * The normal fluctuation of the heap in bytes. An action that leaves a closure and its map entry each time
 * leaves more than 100.
 */
const NOISE = 60_000
/** An action that leaks does so each time, whereas the heap may fluctuate once. */
const ROUNDS = 3

/** The heap before the next action, if it is known. */
interface Baseline {
  bytes: number
}

/**
 * The growth of the heap in a round: the first figure within the fluctuation, or that of the last round. The first figure comes from a single
 * collection, and later ones from several.
 */
async function growthOf(baseline: Baseline, round: () => Promise<void>): Promise<number> {
  await round()
  let growth = (await kept(1)) - baseline.bytes
  for (let i = 0; i < ROUNDS && growth > NOISE; i++) {
    baseline.bytes = await kept()
    await round()
    growth = (await kept()) - baseline.bytes
  }
  return growth
}

/** A worker thread that ends at once. */
function endedWorker(): w.ThreadWorker {
  return {
    threadId: 1,
    on: (event: 'error' | 'exit', listener: ((code: number) => void) | ((error: Error) => void)) =>
      event === 'exit' && setImmediate(listener as (code: number) => void, 0),
    terminate: () => Promise.resolve(0),
  }
}

type Thing = (page: AnsweringPage, i: number) => unknown

/** Actions of a task that leave nothing behind. */
const THINGS: Readonly<Record<string, Thing>> = {
  'an output that is removed': () => w.put_text('a').remove(),
  'an output of each kind, cleared': (_, i) =>
    w.use_scope('scope', () => {
      w.clear()
      w.put_markdown('a').style('color: red')
      w.put_table([{ a: 1 }])
      w.put_tabs([{ title: 'a', content: [w.put_text('b')] }])
      w.put_collapse('a', [w.put_grid([[w.put_html('b')]])])
      w.put_widget('{{a}}', { a: 1 })
      w.put_component('C', { run: () => {} })
      w.put_scope(`inner-${i}`)
    }),
  'a container that drops what is in it': (_, i) => {
    const bar = w.put_progressbar(`bar-${i}`)
    const table = w.put_datatable([{ a: 1 }], { instance_id: `table-${i}` })
    w.put_column([bar, table]).remove()
  },
  'a container that throws': (_, i) => {
    try {
      w.put_row([w.put_progressbar(`row-${i}`)], { size: 1 as never })
    } catch {
      // Its contents are discarded.
    }
  },
  'a button that is clicked': async (page) => {
    page.onOutput = ({ id, type }) => {
      if (type === 'button') page.act({ type: 'callback-fire', output: id, key: 0 })
    }
    await new Promise<void>((clicked) => {
      const button = w.put_button('a', () => {
        clicked()
        button.remove()
      })
    })
  },
  'an onclick': () =>
    w
      .put_text('a')
      .onclick(() => {})
      .remove(),
  'a popup that is closed': async () => {
    w.popup('a', [w.put_text('b')])
    await w.flush()
    w.close_popup()
  },
  'a toast': () => w.toast('a', { duration: 0, onclick: () => {} }),
  'a data table, its rows and its source': (_, i) => {
    const shown = w.put_datatable([{ id: 1, a: 'x' }], {
      id_field: 'id',
      instance_id: `shown-${i}`,
      onselect: () => {},
    })
    w.datatable_insert(`shown-${i}`, [{ id: 2, a: 'y' }])
    w.datatable_update(`shown-${i}`, [{ id: 3, a: 'z' }])
    w.put_datatable(() => ({ rows: [], total: 0 }), { column_order: ['a'] }).remove()
    shown.remove()
  },
  'rows that come and go': (_, i) => {
    w.datatable_insert('rows', [{ id: i, a: 'y' }])
    w.datatable_remove('rows', [i])
  },
  'a progress bar': (_, i) => {
    const bar = w.put_progressbar(`shown-${i}`)
    w.set_progressbar(`shown-${i}`, 0.5)
    bar.remove()
  },
  'an anchor': (_, i) => {
    w.use_scope('scope', () => {
      w.set_anchor(`anchor-${i}`)
      w.clear()
    })
  },
  'a scope of its own': (_, i) => {
    w.use_scope(`own-${i}`, () => w.put_text('a'))
    w.remove(`own-${i}`)
  },
  'a log box': (_, i) => {
    const box = w.put_logbox(`box-${i}`)
    w.logbox_append(`box-${i}`, 'a line\n')
    box.remove()
  },
  'lines of a log': () => w.logbox_append('log', 'a line\n'),
  'page settings': (_, i) => {
    w.set_env({ title: `a${i}` })
  },
  'a script and its value': () => w.eval_js('1'),
  'a script': () => w.run_js('1'),
  'an input': () => w.input('a'),
  'an input with rules and listeners': () =>
    w.input('a', { validate: async () => null, onchange: () => {}, timeout: 3600 }),
  'a group': () => w.input_group('a', [w.input('a', { name: 'a' })], { validate: () => null }),
  'an input in a popup': () => w.popup_input('b', [w.input('a', { name: 'a' })]),
  'an input that is cancelled by its signal': async () => {
    const signal = AbortSignal.abort()
    await w.input('a', { signal }).catch(() => {})
  },
  'a pin and its listeners': async (page) => {
    const name = 'pin'
    page.onOutput = ({ id, type }) => {
      if (type === 'pin') page.act({ type: 'pin-change', output: id, value: 'y' })
    }
    const pin = w.put_input(name, { onchange: () => {}, validate: () => null })
    w.pin_on_change(name, { onchange: () => {}, clear: true })
    await w.pin_wait_change(name)
    w.pin_update(name, { value: 'z' })
    w.pin_on_change(name, { onchange: () => {}, clear: true })
    pin.remove()
  },
  'a wait for a pin that is cancelled by its signal': () =>
    w.pin_wait_change('nowhere', { signal: AbortSignal.abort() }),
  'a selected row that is cancelled by its signal': async () => {
    const stop = new AbortController()
    const asked = w.datatable_select([{ a: 1 }], { signal: stop.signal })
    stop.abort()
    await asked.catch(() => {})
  },
  'a pin whose name another one takes': () =>
    w.use_scope('scope', () => {
      w.clear()
      w.put_input('same')
      w.put_input('same')
    }),
  'a wait': () => w.sleep(0),
  'a task of its own': () => w.run_async(() => Promise.resolve()),
  'a task that holds and is closed': () => w.run_async(() => w.hold()).close(),
  'a worker thread that ends': () => w.register_thread(endedWorker()).result,
  'a step': () => w.step('load', () => 1, { timeout: 3600 }),
  'a listener of the page’s events': () => w.on_event('same', () => {}),
  'an event to the page': () => w.emit('a', 1),
  'a bound function': () => w.bind(() => {})(),
  'an output that is held back': () => {
    const held = w.output('a')
    held.append('b')
    w.put_column([held]).remove()
  },
}

it(`a session keeps nothing of finished work, even after ${TIMES} repetitions`, async () => {
  const left: string[] = []
  const page = new AnsweringPage(
    hostOf(async () => {
      w.put_scope('scope')
      w.put_logbox('log', { max_lines: 10 })
      w.put_datatable([{ id: -1, a: 'x' }], { id_field: 'id', instance_id: 'rows' })
      let i = 0
      const run = async (thing: Thing, times: number): Promise<void> => {
        for (const end = i + times; i < end; i++) await thing(page, i)
        page.onOutput = () => {}
        await w.flush()
      }
      for (const thing of Object.values(THINGS)) await run(thing, TIMES / 5)
      const baseline = { bytes: await kept() }
      for (const [name, thing] of Object.entries(THINGS)) {
        const growth = await growthOf(baseline, () => run(thing, TIMES))
        if (growth > NOISE) left.push(`${name}: ${growth} bytes`)
      }
    }),
  )
  page.connect()
  const { session } = page
  while (session.tasks.size > 0) await turn()
  expect(left).toEqual([])
})

describe('files', () => {
  it('that a page does not fetch are released after ten minutes', async () => {
    const clock = new FakeClock()
    let offer = (): void => {}
    const page = new AnsweringPage(
      hostOf(
        async () => {
          offer = w.bind(() => w.download('a.txt', new Uint8Array(10)))
          await w.hold()
        },
        { clock },
      ),
    )
    page.connect()
    const round = async (): Promise<void> => {
      for (let i = 0; i < TIMES; i++) offer()
      await turn()
      clock.advance(601)
      await turn()
    }
    await round()
    expect(await growthOf({ bytes: await kept() }, round)).toBeLessThan(NOISE)
  })
})

/** A task that a session could fail to release. */
async function everything(): Promise<void> {
  w.put_text('a')
  w.put_button('b', () => {})
  w.put_progressbar('bar')
  w.toast('t', { duration: 0, onclick: () => {} })
  w.put_input('pin', { onchange: () => {} })
  w.on_event('x', () => {})
  w.defer_call(() => {})
  w.closed_signal().addEventListener('abort', () => {})
  await w.input('Name', { timeout: 3600 })
}

describe('a session leaves nothing behind', () => {
  const clock = new FakeClock()
  const logger = { debug() {}, info() {}, warn() {}, error() {} }
  const host = hostOf(
    {
      everything,
      finishes: () => void w.put_text('a'),
      fails: () => {
        w.put_text('a')
        throw new Error('fails')
      },
    },
    { clock, logger, reconnectTimeout: 30, lifeSpan: { idle: 60, age: Infinity } },
  )
  const connected = (app: string): AnsweringPage => {
    const page = new AnsweringPage(host)
    expect(page.connect({ app })).toBeNull()
    return page
  }

  const ends: Readonly<Record<string, () => unknown>> = {
    'that finished': () => connected('finishes'),
    'that failed': () => connected('fails'),
    'whose page left': () => connected('everything').say({ type: 'leave' }),
    'whose page did not come back': () => {
      connected('everything').drop()
      clock.advance(31)
    },
    'in which nobody did anything': async () => {
      connected('everything')
      await turn()
      clock.advance(61)
    },
    'that was closed by the server': () => connected('everything').session.close('shutdown'),
    'that another server took over': () => connected('everything').session.close('replaced'),
    'whose page was replaced, and left': async () => {
      const page = connected('everything')
      await turn()
      const again = new AnsweringPage(host)
      expect(again.connect({ app: 'everything', ...page.resume(0) })).toBeNull()
      again.say({ type: 'leave' })
    },
    'whose page went between handshake and connection': async () => {
      const parsed = host.parse({ protocol: 1, app: 'everything', params: {} })
      await host.admit(parsed, { user: null } as never).session.close('left')
    },
    'that was refused': () => {
      expect(new RawPage(host).connect({ app: 'nothing' })).toBe('app_not_found')
    },
  }

  it.each(Object.entries(ends))('%s', async (_, end) => {
    const round = async (): Promise<void> => {
      for (let i = 0; i < 100; i++) {
        await end()
        if (i % 10 === 0) await turn()
      }
      await turn()
      await turn()
    }
    await round()
    expect(await growthOf({ bytes: await kept() }, round)).toBeLessThan(NOISE)
    expect(host.registry.size).toBe(0)
  })
})
