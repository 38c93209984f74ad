import type { Applications } from '@webio/core/server'
import { file_upload, hold, input, popup, put_button, put_datatable, put_qrcode, put_text } from '@webio/core'
import { folderWith } from '../../../core/test/cli/webio-process'
import { gallery } from '../browser/gallery'
import { eventually } from '../browser/page-tools'
import { ANSWERS, questionnaire } from '../browser/questionnaire'
import type { Site } from '../browser/site'
import { startSite } from '../browser/site'
import type { Engine, EngineKind } from './engine'
import { FIREFOX_ESR } from './firefox'
import { Visitor } from './visitor'
import { WEBKIT_GTK } from './webkit'

/** `npm run test:matrix`: what a person does with a page, in browsers other than Chromium. */
jest.setTimeout(120_000)

/** The outputs of the gallery. */
const OUTPUTS =
  `button buttons chart code collapse column datatable error file gap grid html image info json link loading markdown
  progressbar qrcode row scope scrollable success table tabs text warning widget`.split(/\s+/)

describe.each<EngineKind>([FIREFOX_ESR, WEBKIT_GTK])('$name', (kind) => {
  const reason = kind.missing()
  if (reason !== null) console.warn(`Tests in ${kind.name} are skipped. ${reason}`)
  const whereItIs = reason === null ? it : it.skip
  let engine: Engine | null = null
  beforeAll(async () => {
    if (reason === null) engine = await kind.start()
  })
  afterAll(async () => {
    await engine?.[Symbol.asyncDispose]()
  })

  /** Opens the stand-alone page of a task. */
  async function open(tasks: Applications): Promise<{ visitor: Visitor; site: Site } & AsyncDisposable> {
    if (!engine) throw new Error(`${kind.name} has not started.`)
    const visitor = new Visitor(engine.page)
    const reported: string[] = []
    const site = await startSite(
      { report: (problem) => reported.push(problem), leave: () => visitor.page.goto('about:blank') },
      tasks,
    )
    await visitor.goto(site.page)
    await visitor.untilThere('.webio[data-webio-status="open"]')
    return {
      visitor,
      site,
      async [Symbol.asyncDispose]() {
        const problems = await visitor.problems()
        await site[Symbol.asyncDispose]()
        expect([...problems, ...reported]).toEqual([])
      },
    }
  }

  whereItIs('shows an output of every type', async () => {
    await using opened = await open(async () => {
      gallery()
      put_qrcode('a code')
      await hold()
    })
    const { visitor } = opened
    await visitor.untilThere('[data-webio-output="chart"] canvas')
    await visitor.untilThere('[data-webio-output="code"] [class*="webio-syntax"]')
    await visitor.untilThere('[data-webio-output="markdown"] input[type="checkbox"]')
    await visitor.untilThere('[data-webio-output="qrcode"] svg')
    await visitor.untilText('Lovelace', '[data-webio-output="datatable"] [role="grid"]')
    await visitor.untilGone('[aria-busy="true"]')
    const drawn = await visitor.page.evaluate(() => {
      const outputs = [...document.querySelectorAll<HTMLElement>('[data-webio-output]')]
      return outputs
        .filter((element) => element.getClientRects().length > 0)
        .map((element) => element.getAttribute('data-webio-output') ?? '')
    })
    expect([...new Set(drawn)].sort()).toEqual(OUTPUTS)
    await visitor.clickButton('Press')
    await visitor.untilText('pressed')
    await visitor.clickButton('Second')
    await visitor.untilText('in the second')
    await visitor.clickButton('Tell')
    await visitor.untilText('Saved', '[data-webio-toast]')
  })

  whereItIs('passes the answers of every kind of field to the task', async () => {
    let answers: unknown
    await using opened = await open(async () => {
      answers = await questionnaire()
      put_text('Thank you')
      await hold()
    })
    const { visitor } = opened
    const field = (name: string, control = 'input'): string => `[data-webio-field="${name}"] ${control}`
    await visitor.click('form[data-webio-form] [type="submit"]')
    await visitor.untilThere('[role="alert"]')
    for (const name of [
      'name',
      'age',
      'height',
      'password',
      'website',
      'email',
      'phone',
      'search',
      'browser',
    ] as const)
      await visitor.fill(field(name), String(ANSWERS[name]))
    for (const name of ['birthday', 'alarm', 'meeting', 'month', 'week', 'color', 'volume'] as const)
      await visitor.pick(field(name), String(ANSWERS[name]))
    await visitor.fill(field('story', 'textarea'), ANSWERS.story)
    await visitor.clickButton('Choose')
    await visitor.select(field('city', 'select'), ANSWERS.city)
    await visitor.select(field('fruits', 'select'), ...ANSWERS.fruits)
    await visitor.click(field('country'))
    await visitor.page.type('cha')
    await visitor.click('[role="option"]')
    for (const color of ANSWERS.colors) await visitor.click(field('colors', `input[value="${color}"]`))
    await visitor.click(field('size', `input[value="${ANSWERS.size}"]`))
    await eventually(async () => expect(await visitor.read(field('chosen'), 'value')).toBe(ANSWERS.chosen))
    await visitor.click('form[data-webio-form] [type="submit"]')
    await visitor.untilText('Thank you')
    expect(answers).toEqual(ANSWERS)
  })

  whereItIs('keeps the focus in a popup, and gives it back', async () => {
    await using opened = await open(async () => {
      put_button('Ask', () =>
        popup('Attention', [put_text('in the popup'), put_button('Inside', () => put_text('was inside'))]),
      )
      await hold()
    })
    const { visitor } = opened
    const focused = (): Promise<string> =>
      visitor.page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText.trim() ?? '')
    await visitor.clickButton('Ask')
    await visitor.untilText('in the popup', '[role="dialog"]')
    await visitor.clickButton('Inside', '[role="dialog"]')
    await visitor.untilText('was inside')
    await visitor.press('Tab')
    expect(await focused()).toBe('×')
    await visitor.press('Tab')
    expect(await focused()).toBe('Inside')
    await visitor.press('Escape')
    await visitor.untilGone('[role="dialog"]')
    await eventually(async () => expect(await focused()).toBe('Ask'))
  })

  whereItIs('uploads a file', async () => {
    using folder = folderWith({ 'two words.txt': 'content of the file' })
    await using opened = await open(async () => {
      const file = await file_upload('Your file')
      put_text(`got ${file?.filename}: ${file?.content.toString()}`)
      await hold()
    })
    const { visitor } = opened
    await visitor.untilThere('input[type="file"]')
    await visitor.page.choose('input[type="file"]', `${folder.path}/two words.txt`)
    await visitor.untilThere('[data-webio-file="two words.txt"][data-state="done"]')
    await visitor.click('form[data-webio-form] [type="submit"]')
    await visitor.untilText('got two words.txt: content of the file')
  })

  whereItIs('keeps the session and what was typed across a reload', async () => {
    let runs = 0
    await using opened = await open(async () => {
      runs++
      put_text('Once')
      put_text(`Hello ${await input('Name')}`)
      await hold()
    })
    const { visitor } = opened
    await visitor.fill('[data-webio-field] input', 'Ada')
    await visitor.reload()
    await visitor.untilThere('.webio[data-webio-status="open"]')
    await visitor.untilText('Once')
    expect(await visitor.read('[data-webio-field] input', 'value')).toBe('Ada')
    await visitor.page.click('[data-webio-field] input')
    await visitor.press('Enter')
    await visitor.untilText('Hello Ada')
    expect(runs).toBe(1)
  })

  whereItIs('operates a data table by keyboard', async () => {
    let chosen: unknown
    await using opened = await open(async () => {
      put_datatable(
        Array.from({ length: 500 }, (_, n) => ({ n, name: `record ${n}` })),
        { height: 300, onselect: (row) => void (chosen = row) },
      )
      await hold()
    })
    const { visitor } = opened
    await visitor.untilText('record 1', '[role="grid"]')
    await visitor.page.evaluate(() => document.querySelector<HTMLElement>('[role="grid"]')?.focus())
    /** The text of the cell that a screen reader would read, if the cell is in view. */
    const current = (): Promise<string | undefined> =>
      visitor.page.evaluate(() => {
        const grid = document.querySelector('[role="grid"]')
        const cell = document.getElementById(grid?.getAttribute('aria-activedescendant') ?? '')
        const [box, frame] = [cell?.getBoundingClientRect(), grid?.getBoundingClientRect()]
        // A height need not be a whole number of pixels.
        const isInView = box && frame && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1
        return isInView ? (cell?.innerText ?? '') : undefined
      })
    const untilCurrent = (text: string): Promise<void> =>
      eventually(async () => expect(await current()).toBe(text))
    await visitor.press('ArrowDown', 'ArrowRight')
    await untilCurrent('record 0')
    await visitor.press('ArrowDown')
    await untilCurrent('record 1')
    await visitor.press(' ')
    await visitor.untilText('Selected 1 row(s)')
    await visitor.press('Control+End')
    await untilCurrent('record 499')
    await visitor.press('Control+Home', 'ArrowUp', 'Enter')
    await visitor.untilThere('[role="columnheader"][aria-sort]:not([aria-sort="none"])')
    if ((await visitor.count('[aria-sort="descending"]')) === 0) await visitor.press('Enter')
    await visitor.untilThere('[aria-sort="descending"]')
    await visitor.press('ArrowDown')
    await untilCurrent('499')
    expect(chosen).toBeDefined()
  })
})
