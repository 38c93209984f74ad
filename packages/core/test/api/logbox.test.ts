import {
  clear,
  hold,
  logbox_append,
  logbox_clear,
  put_button,
  put_logbox,
  put_row,
  put_scope,
  put_text,
} from '../../src/index'
import { parseAnsi } from '../../src/protocol'
import type { OpenApp } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'
import { inSession, thrown } from '../support/app'

// Hundreds of runs, and the machine may be busy.
jest.setTimeout(30_000)

/** The page's state of a log box: the texts inside it, as they are sent. */
function piecesOf(t: OpenApp): string[] {
  const box = t.outputs.find(({ type }) => type === 'logbox')?.id ?? -1
  return (t.tree.nodes.get(box)?.children ?? []).map((id) => {
    const spec = t.tree.nodes.get(id)?.spec
    return spec?.type === 'text' ? spec.text : ''
  })
}

/** A log box, and buttons that run `acts`, each in its own run. */
async function logged(
  acts: readonly (() => void)[],
  options?: Parameters<typeof put_logbox>[1],
): Promise<OpenApp> {
  const t = await open_app(() => {
    put_logbox('log', options)
    acts.forEach((act, index) => put_button(`act ${index}`, act))
  })
  for (const index of acts.keys()) await t.click(`act ${index}`)
  return t
}

const textOf = (t: OpenApp): string => t.text().split('\nact 0')[0] ?? ''

describe('put_logbox', () => {
  it('shows appended texts, with few nodes for each run', async () => {
    const inserted: number[] = []
    const t = await open_app(async () => {
      put_logbox('log')
      await Promise.resolve()
      for (let line = 0; line < 10_000; line++) logbox_append('log', `line ${line}\n`)
      await hold()
    })
    t.session.view.watchCommands((command) => {
      if (command.type === 'output-insert') inserted.push(command.outputs.length)
    })
    expect(t.text().split('\n')).toHaveLength(1000)
    expect(t.text()).toMatch(/^line 9000\nline 9001\n[^]*line 9999$/)
    expect(piecesOf(t).length).toBeLessThanOrEqual(21)
    expect(inserted).toEqual([])
    await t.session.tasks.run('external', () => {
      for (let line = 0; line < 500; line++) logbox_append('log', 'x\n')
    })
    await t.settle()
    expect(inserted.reduce((sum, count) => sum + count)).toBe(10)
    expect(t.text().split('\n')).toHaveLength(1000)
  })

  it('[G1] a line continues where the previous one ended, across runs', async () => {
    const say = (text: string) => () => logbox_append('log', text)
    const t = await logged([say('one, '), say('two, '), say('three\nfo'), say('ur\n'), say('')])
    expect(textOf(t)).toBe('one, two, three\nfour')
    expect(piecesOf(t)).toEqual(['one, two, three\n', 'four\n'])
  })

  it('[G1] each text contains its colors', async () => {
    const t = await logged([
      () => logbox_append('log', '\u001b[31mred\nstill '),
      () => logbox_append('log', 'red\u001b[0m plain'),
      () => logbox_append('log', '\n\u001b[1'),
      () => logbox_append('log', 'mbold\n'),
    ])
    const styles = piecesOf(t).map((piece) => parseAnsi(piece).spans.map(({ text, style }) => [text, style]))
    expect(styles).toEqual([
      [['red\n', { color: 1 }]],
      [
        ['still red', { color: 1 }],
        [' plain\n', {}],
      ],
      [['bold\n', { bold: true }]],
    ])
    expect(textOf(t)).toBe('red\nstill red plain\nbold')
  })

  it('a carriage return restarts the line, but has no effect before a line feed', async () => {
    const t = await logged([
      () => logbox_append('log', '\u001b[32m10%\r20%\r'),
      () => logbox_append('log', '30%'),
      () => logbox_append('log', '\r\u001b[0mdone\r\nnext\r\n'),
    ])
    expect(textOf(t)).toBe('done\nnext')
    expect(piecesOf(t).map((piece) => parseAnsi(piece).end)).toEqual([{}])
  })

  it.each([1, 3, 7, 40])('[G2] shows the last %d lines', async (max_lines) => {
    const all = Array.from({ length: 300 }, (_, line) => `${line}`)
    const t = await logged(
      all.map((line) => () => logbox_append('log', `${line}\n`)),
      { max_lines },
    )
    expect(textOf(t)).toBe(all.slice(-max_lines).join('\n'))
    expect(piecesOf(t).join('').split('\n').length).toBeLessThanOrEqual(
      max_lines + Math.ceil(max_lines / 20) + 1,
    )
  })

  it('[G2] counts an unfinished line', async () => {
    const t = await logged([() => logbox_append('log', '1\n2\n3'), () => logbox_append('log', '4')], {
      max_lines: 2,
    })
    expect(textOf(t)).toBe('2\n34')
  })

  it('accepts any number of texts without a line feed', async () => {
    const dot = (): void => logbox_append('log', '.')
    const t = await logged([
      ...Array.from({ length: 20 }, () => dot),
      () => {
        for (let n = 0; n < 30_000; n++) dot()
      },
    ])
    expect(textOf(t).replaceAll('\n', '')).toBe('.'.repeat(30_020))
    expect(piecesOf(t).length).toBeLessThan(5)
  })

  it('is cleared, and continues', async () => {
    const t = await logged([
      () => logbox_append('log', '\u001b[31mone\ntw'),
      () => {
        logbox_append('log', 'o\n')
        logbox_clear('log')
        logbox_append('log', 'three')
      },
      () => logbox_append('log', '!'),
    ])
    expect(piecesOf(t)).toEqual(['three!'])
  })

  it('can be in a container, and moves with its contents', async () => {
    const t = await open_app(async () => {
      const box = put_logbox('log')
      logbox_append('log', 'one\n')
      put_row([box])
      logbox_append('log', 'two\n')
      await hold()
    })
    expect(t.text()).toBe('one\ntwo')
    expect(t.tree.nodes.get(0)?.children).toHaveLength(1)
  })

  it('survives a reload', async () => {
    const t = await logged([() => logbox_append('log', 'a\nb'), () => logbox_append('log', 'c')])
    await t.reload()
    expect(textOf(t)).toBe('a\nbc')
  })

  it('a name refers to the newest box, and an unknown one is ignored', async () => {
    const t = await open_app(async () => {
      logbox_append('log', 'nobody')
      put_scope('s')
      put_logbox('log', { scope: 's' })
      logbox_append('log', 'first')
      put_logbox('log')
      logbox_append('log', 'second')
      await Promise.resolve()
      clear('s')
      logbox_append('log', '!')
      clear()
      logbox_append('log', 'nobody')
      logbox_clear('log')
      put_text('goes on')
    })
    expect([t.text(), t.errors]).toEqual(['goes on', []])
  })

  it('shows everything as put_text does', async () => {
    const t = await logged([() => logbox_append('log', { a: 1 }), () => logbox_append('log', 5)])
    expect(textOf(t)).toBe('{"a":1}5')
  })

  it('has a height, which an update changes', async () => {
    const t = await open_app(async () => {
      put_logbox('a')
      put_logbox('b', { height: null, keep_bottom: false })
      put_logbox('c', { height: '50vh' }).update({ height: 100 })
      await hold()
    })
    expect(t.outputs).toMatchObject([
      { height: '400px', keep_bottom: true, max_lines: 1000 },
      { name: 'b' },
      { height: '100px' },
    ])
    expect(t.outputs[1]).not.toHaveProperty('height')
  })

  it.each<[string, () => unknown]>([
    ['RangeError: put_logbox: max_lines must be 1 or more, not 0.', () => put_logbox('a', { max_lines: 0 })],
    ['RangeError: put_logbox: height must be more than 0, not -1.', () => put_logbox('a', { height: -1 })],
    [
      'TypeError: logbox_append: name must be a string, not undefined.',
      () => logbox_append(undefined as never, ''),
    ],
    ['TypeError: logbox_append: text is the function', () => logbox_append('a', () => {})],
  ])('%s', async (message, call) => {
    expect(await inSession(() => thrown(call))).toContain(message.slice(0, 40))
  })
})
