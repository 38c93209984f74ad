import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { folderWith, TestProcess } from '../../../core/test/cli/webio-process'
import { freePort } from '../../../core/test/support/free-port'
import { expectAccessible } from './axe'
import { chromiumOfFile, NETWORK_NOISE } from './chromium'
import { eventually, untilStatus, untilTexts } from './page-tools'

const chromium = chromiumOfFile()

const LINE = 'The server is restarting…'

/** Asks twice, has an external effect in between, and counts clicks. */
const APP = `
import { appendFileSync } from 'node:fs'
import { input, input_group, put_button, put_scope, put_text, step, textarea, use_scope } from '@webio/core'

export default async function main() {
  put_scope('clicks')
  let clicks = 0
  put_button('Count', () => use_scope('clicks', () => put_text('click', ++clicks)))
  const name = await input('Name')
  await step('sign in', () => appendFileSync('effects.txt', name + ' signed in\\n'))
  put_text('Signed in as', name)
  const { title, story } = await input_group('Report', [
    input('Title', { name: 'title', required: true }),
    textarea('Story', { name: 'story' }),
  ])
  put_text(name, title, story)
  await step('file', () => appendFileSync('effects.txt', name + ' filed ' + title + '\\n'))
  put_text('Filed')
  await input('End')
}
`

/** The layout of the page as a person sees it, without the line. */
function layoutOf(page: Page): Promise<string> {
  return page.locator('[data-webio-output], [data-webio-field], .webio-form').evaluateAll((elements) =>
    elements
      .map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect()
        return [x, y, width, height].join(' ')
      })
      .join('\n'),
  )
}

/** Signs in, and types a part of a report. */
async function typeHalf(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.keyboard.press('Enter')
  await page.getByLabel('Title').fill(`Title of ${name}`)
  await page.getByRole('button', { name: 'Count' }).click()
  await untilTexts(page, ['click 1'], 'clicks')
  await page.getByLabel('Story').fill('It was a dark')
}

const isFocused = (page: Page, label: string): Promise<boolean> =>
  page.getByLabel(label).evaluate((element) => element === document.activeElement)

it.each<NodeJS.Signals>(['SIGTERM', 'SIGKILL'])(
  'continues when a server is replaced after %s: same await, same text, in two tabs and on a phone',
  async (signal) => {
    chromium.expectProblem(NETWORK_NOISE)
    using folder = folderWith({ 'app.mjs': APP })
    const webio = (port: string) =>
      TestProcess.webio(folder.path, ['app.mjs', '--durable', 'sessions', '--port', port])
    await using first = webio(String(await freePort()))
    const url = await first.url()

    const context = await chromium.context({ viewport: { width: 1280, height: 900 } })
    const phone = await chromium.context({ viewport: { width: 390, height: 700 }, colorScheme: 'dark' })
    const tabs = [await context.newPage(), await context.newPage(), await phone.newPage()]
    const names = ['Ann', 'Bob', 'Cid']
    for (const [index, tab] of tabs.entries()) {
      await tab.goto(url)
      await typeHalf(tab, names[index] as string)
    }
    const before = await Promise.all(tabs.map(layoutOf))

    first.kill(signal)
    await first.ended()
    for (const [index, tab] of tabs.entries()) {
      const line = tab.locator('.webio-reconnecting')
      await line.getByText(LINE, { exact: true }).waitFor()
      expect(await layoutOf(tab)).toBe(before[index])
      expect((await line.getByText(LINE).boundingBox())?.height).toBeLessThan(40)
      // The line does not cover any control.
      expect(await line.evaluate((element) => getComputedStyle(element).pointerEvents)).toBe('none')
      expect(await isFocused(tab, 'Story')).toBe(true)
      await expectAccessible(tab)
      await tab.keyboard.type(' and stormy night.')
      await tab.getByRole('button', { name: 'Count' }).click()
    }

    await using second = webio(new URL(url).port)
    await second.url()
    for (const [index, tab] of tabs.entries()) {
      const name = names[index] as string
      await untilStatus(tab, 'open')
      // The click made without a server has arrived exactly once.
      await untilTexts(tab, ['click 1', 'click 2'], 'clicks')
      await tab.locator('.webio-reconnecting').waitFor({ state: 'detached' })
      expect(await tab.getByLabel('Title').inputValue()).toBe(`Title of ${name}`)
      expect(await tab.getByLabel('Story').inputValue()).toBe('It was a dark and stormy night.')
      await tab.getByRole('button', { name: 'Submit' }).click()
      await tab.getByText('Filed', { exact: true }).waitFor()
      await tab.getByText(`${name} Title of ${name} It was a dark and stormy night.`).waitFor()
    }
    await eventually(() =>
      expect(readFileSync(join(folder.path, 'effects.txt'), 'utf8').trim().split('\n')).toEqual([
        ...names.map((name) => `${name} signed in`),
        ...names.map((name) => `${name} filed Title of ${name}`),
      ]),
    )
    expect(second.output).not.toMatch(/cannot|mismatch|error/i)
  },
)
