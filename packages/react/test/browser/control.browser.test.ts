import type { ScriptException } from '@webio/core'
import { eval_js, go_app, hold, input, put_button, put_html, put_text, run_js } from '@webio/core'
import { bundlePage, hostDocument } from './bundle'
import { chromiumOfFile } from './chromium'
import { untilTexts } from './page-tools'
import { startSite } from './site'

const chromium = chromiumOfFile()

describe('run_js and eval_js', () => {
  it('see earlier outputs, call the page’s functions, and return values', async () => {
    await using site = await startSite(chromium, async () => {
      put_html('<b id="mark">marked</b>')
      run_js('window.greet = (name) => `${word} ${name}`', { word: 'Hello' })
      put_text(await eval_js<string>('document.getElementById("mark").textContent'))
      put_text(await eval_js<string>('greet(name)', { name: '<b>Ada</b>' }))
      put_text(await eval_js<number>('new Promise((resolve) => setTimeout(() => resolve(7), 10))'))
      put_text(await eval_js('document.body.missing.part').catch((error: ScriptException) => error.reason))
      return hold()
    })
    const page = await chromium.open(site.page)
    await untilTexts(page, ['marked', 'Hello <b>Ada</b>', '7', 'threw'])
  })

  it('are refused under a strict content security policy, and the session continues', async () => {
    const files = await bundlePage('embed')
    await using site = await startSite(
      chromium,
      {
        first: async () => {
          put_text(await eval_js('1').catch((error: ScriptException) => error.reason))
          put_text(await input('Name'))
          return hold()
        },
        second: () => hold(),
        third: () => hold(),
      },
      {
        host: {
          files,
          document: () => hostDocument('embed', files),
          headers: { 'content-security-policy': "script-src 'self'" },
        },
      },
    )
    chromium.expectProblem(/Content Security Policy/)
    const page = await chromium.open(site.url)
    await untilTexts(page, ['refused'])
    await page.getByLabel('Name').fill('Ada')
    await page.getByLabel('Name').press('Enter')
    await untilTexts(page, ['refused', 'Ada'])
  })
})

describe('go_app', () => {
  const index = async (): Promise<void> => {
    put_text('index')
    put_button('here', () => go_app('other', { new_window: false }))
    put_button('new window', () => go_app('other'))
    put_text(`Hello ${await input('Name')}`)
    return hold()
  }
  const other = (params: object): Promise<void> => {
    put_text(`other ${JSON.stringify(params)}`)
    return hold()
  }

  it('opens another application, keeps the rest of the URL, and the back button returns to the session', async () => {
    await using site = await startSite(chromium, { index, other })
    const page = await chromium.open(`${site.page}?lang=de`)
    await page.getByLabel('Name').fill('Ada')
    const [session] = site.sessions()
    await page.getByRole('button', { name: 'here' }).click()
    await untilTexts(page, ['other {"lang":"de"}'])
    await page.goBack()
    await untilTexts(page, ['index'])
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada')
    expect(site.sessions().filter(({ app }) => app === 'index')).toEqual([session])
    await page.goForward()
    await untilTexts(page, ['other {"lang":"de"}'])
    expect(site.sessions()).toHaveLength(2)
  })

  it('opens a new window that cannot access this one', async () => {
    await using site = await startSite(chromium, { index, other })
    const page = await chromium.open(site.page)
    const opened = page.context().waitForEvent('page')
    await page.getByRole('button', { name: 'new window' }).click()
    const second = await opened
    await untilTexts(second, ['other {}'])
    expect(await second.evaluate(() => window.opener as unknown)).toBeNull()
    await untilTexts(page, ['index'])
    expect(site.sessions()).toHaveLength(2)
  })
})
