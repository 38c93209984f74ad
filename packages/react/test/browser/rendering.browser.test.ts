import type { Page } from 'playwright-core'
import type { Output } from '@webio/core'
import {
  flush,
  hold,
  put_markdown,
  put_row,
  put_scope,
  put_table,
  put_text,
  remove,
  set_scope,
} from '@webio/core'
import { chromiumOfFile } from './chromium'
import { eventually, textsOf, untilStatus, untilTexts } from './page-tools'
import type { Site } from './site'
import { startSite } from './site'

const chromium = chromiumOfFile()

/** A session that does what the test tells it, step by step. */
function idle(): Promise<void> {
  return hold()
}
const step = (site: Site, run: () => unknown): Promise<unknown> =>
  site.handler.sessions()[0]?.run(async () => {
    const made = run()
    await flush()
    return made
  }) ?? Promise.reject(new Error('There is no session.'))

async function open(site: Site): Promise<Page> {
  const page = await chromium.open(site.page)
  await untilStatus(page, 'open')
  return page
}

describe('order and positions', () => {
  it('places outputs in the specified positions', async () => {
    await using site = await startSite(chromium, idle)
    const page = await open(site)
    await step(site, () => {
      put_text('b')
      put_text('d')
      put_text('a', { position: 0 })
      put_text('e', { position: -1 })
      put_text('c', { position: 2 })
      put_text('d2', { position: -2 })
      put_text('nowhere', { position: 99 })
    })
    chromium.expectProblem(/no such position in it/)
    await untilTexts(page, ['a', 'b', 'c', 'd', 'd2', 'e'])
  })

  it('places scopes in the specified positions, and adds outputs to them in the middle of the page', async () => {
    await using site = await startSite(chromium, idle)
    const page = await open(site)
    await step(site, () => {
      put_text('first')
      put_text('last')
      set_scope('middle', { position: 1 })
    })
    await step(site, () => {
      for (const text of ['1', '2', '3']) put_text(text, { scope: 'middle' })
      put_text('0', { scope: 'middle', position: 0 })
    })
    await untilTexts(page, ['first', '0', '1', '2', '3', 'last'])
    expect(await textsOf(page, 'middle')).toEqual(['0', '1', '2', '3'])
    await step(site, () => remove('middle'))
    await untilTexts(page, ['first', 'last'])
  })

  it('reverses 600 outputs that are each put first', async () => {
    await using site = await startSite(chromium, idle)
    const page = await open(site)
    await step(site, () => {
      for (let index = 0; index < 600; index++) put_text(index, { position: 0 })
    })
    await untilTexts(
      page,
      Array.from({ length: 600 }, (_, index) => String(599 - index)),
    )
  })
})

describe('[C5] an unchanged output keeps its DOM element', () => {
  /** Marks the elements of all texts, rows and tables on the page, with their texts. */
  const mark = (page: Page): Promise<void> =>
    page.evaluate(() => {
      for (const element of document.querySelectorAll('[data-webio-output]'))
        Object.assign(element, { mark: element.textContent })
    })
  /** The content of each text, and whether its element has kept its mark. */
  const marked = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement & { mark?: string }>('[data-webio-output="text"]')].map(
        (element) => `${element.textContent} ${element.mark === undefined ? 'new' : 'kept'}`,
      ),
    )

  it('when neighbors are added, changed and removed', async () => {
    await using site = await startSite(chromium, idle)
    const page = await open(site)
    const outputs: Output[] = []
    await step(site, () => {
      for (const text of ['a', 'b', 'c', 'd']) outputs.push(put_text(text))
    })
    await untilTexts(page, ['a', 'b', 'c', 'd'])
    await mark(page)
    await step(site, () => {
      put_text('front', { position: 0 })
      put_text('between', { position: 2 })
      put_text('end')
      outputs[1]?.remove()
      outputs[2]?.update({ text: 'C' })
    })
    await untilTexts(page, ['front', 'a', 'between', 'C', 'd', 'end'])
    expect(await marked(page)).toEqual(['front new', 'a kept', 'between new', 'C kept', 'd kept', 'end new'])
  })

  it('in a long scope, no matter where something is inserted', async () => {
    await using site = await startSite(chromium, idle)
    const page = await open(site)
    await step(site, () => {
      for (let index = 0; index < 1000; index++) put_text(`old ${index}`)
    })
    await eventually(async () => expect(await textsOf(page)).toHaveLength(1000))
    await mark(page)
    await step(site, () => {
      for (let index = 0; index < 300; index++) put_text(`new ${index}`, { position: (index * 37) % 1000 })
    })
    await eventually(async () => expect(await textsOf(page)).toHaveLength(1300))
    const states = await marked(page)
    const old = states.filter((state) => state.startsWith('old'))
    expect(old).toEqual(Array.from({ length: 1000 }, (_, index) => `old ${index} kept`))
  })

  it('when the content of a container changes', async () => {
    await using site = await startSite(chromium, idle)
    const page = await open(site)
    const outputs: Output[] = []
    await step(site, () => {
      outputs.push(put_text('in a row'), put_text('in a cell'))
      put_row([outputs[0], put_scope('inner')])
      put_table([['head'], [outputs[1]]])
      put_markdown('**md**')
    })
    await page.locator('strong').waitFor()
    await mark(page)
    await step(site, () => {
      put_text('inner', { scope: 'inner' })
      outputs[1]?.update({ text: 'changed' })
    })
    await untilTexts(page, ['in a row', 'inner', 'changed'])
    expect(await marked(page)).toEqual(['in a row kept', 'inner new', 'changed kept'])
    expect(
      await page
        .locator('[data-webio-output="markdown"]')
        .evaluate((element) => (element as HTMLElement & { mark?: string }).mark),
    ).toBe('md')
  })

  it('when the person has changed something in it', async () => {
    await using site = await startSite(chromium, idle)
    const page = await open(site)
    await step(site, () => put_markdown('<details><summary>more</summary>inside</details>'))
    await page.locator('summary').click()
    await page.getByText('inside').waitFor()
    await step(site, () => put_text('news', { position: 0 }))
    await untilTexts(page, ['news'])
    expect(await page.locator('details').evaluate((details: HTMLDetailsElement) => details.open)).toBe(true)
  })
})

it('touches only new elements when it appends to 10,000 outputs', async () => {
  const COUNT = 10_000
  await using site = await startSite(chromium, idle)
  const page = await open(site)
  const outputs: Output[] = []
  await step(site, () => {
    for (let index = 0; index < COUNT; index++) outputs.push(put_text(`line ${index}`))
  })
  const untilCount = (count: number): Promise<unknown> =>
    page.waitForFunction((n) => document.querySelectorAll('[data-webio-output="text"]').length === n, count)
  await untilCount(COUNT)

  const observed = async (run: () => void, count: number): Promise<Mutations> => {
    await page.evaluate(() => {
      const seen: Mutations = { added: 0, removed: 0, changed: 0 }
      const observer = new MutationObserver((records) => {
        for (const { addedNodes, removedNodes, type } of records) {
          seen.added += addedNodes.length
          seen.removed += removedNodes.length
          if (type !== 'childList') seen.changed++
        }
      })
      const root = document.querySelector('[data-webio-scope="ROOT"]') as Element
      observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true })
      Object.assign(window, { seen, observer })
    })
    await step(site, run)
    await untilCount(count)
    return page.evaluate(() => {
      const { seen, observer } = window as unknown as { seen: Mutations; observer: MutationObserver }
      observer.disconnect()
      return seen
    })
  }

  // Outputs are in chunks of a few hundred. A new chunk may have its own element.
  const one = await observed(() => void put_text('one more'), COUNT + 1)
  expect(one).toEqual({ added: expect.any(Number) as number, removed: 0, changed: 0 })
  expect(one.added).toBeLessThanOrEqual(2)
  const hundred = await observed(() => {
    for (let index = 0; index < 100; index++) put_text(`and ${index}`)
  }, COUNT + 101)
  expect(hundred.removed + hundred.changed).toBe(0)
  expect(hundred.added).toBeLessThanOrEqual(102)
  const changed = await observed(() => outputs[5000]?.update({ text: 'changed' }), COUNT + 101)
  await page.getByText('changed', { exact: true }).waitFor()
  expect(changed.added + changed.removed + changed.changed).toBeLessThanOrEqual(2)
  const gone = await observed(() => outputs[4000]?.remove(), COUNT + 100)
  expect(gone).toEqual({ added: 0, removed: 1, changed: 0 })
})

interface Mutations {
  added: number
  removed: number
  changed: number
}
