import { join } from 'node:path'
import type { NodeSpec, PopupNode, ToastNode } from '@webio/core/protocol'
import { build } from 'esbuild'
import type { Locator, Page } from 'playwright-core'
import { chromiumOfFile } from './browser/chromium'
import type { ScriptedServer } from './scripted-server'

const POPUPS = 1
const TOASTS = 2

const chromium = chromiumOfFile()
let files: { readonly js: string; readonly css: string }

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'pages/overlays.tsx')],
    outdir: join(__dirname, 'out'),
    write: false,
    bundle: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'silent',
  })
  const textOf = (extension: string): string =>
    outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? ''
  files = { js: textOf('.js'), css: textOf('.css') }
})

async function openPage(): Promise<Page> {
  const page = await (await chromium.context()).newPage()
  const body = '<!doctype html><html lang="en"><title>Host</title><body></body></html>'
  await page.route('http://host.test/', (route) => route.fulfill({ contentType: 'text/html', body }))
  await page.goto('http://host.test/')
  await page.addStyleTag({ content: files.css })
  await page.addScriptTag({ content: files.js })
  await page.waitForFunction(() => document.querySelectorAll('[data-webio-status="open"]').length === 2)
  return page
}

/** Makes the server of one of the two components send commands. */
async function put(page: Page, server: number, parent: number, output: NodeSpec): Promise<void> {
  await page.evaluate(
    ([index, node, spec]) =>
      (window as unknown as { servers: ScriptedServer[] }).servers[index]?.put(
        [JSON.parse(spec) as NodeSpec],
        node,
      ),
    // Passed as text, because the type of a tree is too deep for the compiler.
    [server, parent, JSON.stringify(output)] as const,
  )
}

async function popup(
  page: Page,
  server: number,
  id: number,
  more: Partial<PopupNode> = {},
): Promise<Locator> {
  const title = `Popup ${id}`
  const spec: PopupNode = {
    id,
    type: 'popup',
    title,
    size: 'normal',
    implicit_close: true,
    closable: true,
    ...more,
  }
  await put(page, server, POPUPS, spec)
  // Hidden ones are included: another component's modal dialog hides it from assistive technology.
  const dialog = page.getByRole('dialog', { name: title, includeHidden: true })
  await dialog.waitFor()
  await settled(page)
  return dialog
}

async function toast(
  page: Page,
  server: number,
  id: number,
  more: Partial<ToastNode> = {},
): Promise<Locator> {
  const content = `Toast ${id}`
  const spec: ToastNode = {
    id,
    type: 'toast',
    content,
    duration: 0,
    position: 'center',
    color: 'info',
    ...more,
  }
  await put(page, server, TOASTS, spec)
  const shown = page.locator('[data-webio-toast]', { hasText: content })
  await shown.waitFor()
  await settled(page)
  return shown
}

/** Waits until nothing moves anymore. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)))
}

/** Whether the element itself is visible in its center. */
function isSeen(element: Locator): Promise<boolean> {
  return element.evaluate((shown) => {
    const { x, y, width, height } = shown.getBoundingClientRect()
    return shown.contains(document.elementFromPoint(x + width / 2, y + height / 2))
  })
}

const at = (page: Page, x: number, y: number): Promise<string | undefined> =>
  page.evaluate(([left, top]) => document.elementFromPoint(left, top)?.className, [x, y] as const)

async function boxOf(element: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await element.boundingBox()
  if (!box) throw new Error('It does not show.')
  return box
}

describe('on a page with a sticky header, and ancestors that transform and clip', () => {
  it('a popup is above everything, over the whole viewport, within its theme', async () => {
    const page = await openPage()
    const dialog = await popup(page, 0, 10)
    expect(await isSeen(dialog)).toBe(true)
    expect(await at(page, 5, 5)).toBe('webio-backdrop')
    const { x, width } = await boxOf(dialog)
    expect(x + width / 2).toBeCloseTo((page.viewportSize()?.width ?? 0) / 2, 0)
    const look = await dialog.evaluate((shown) => {
      const {
        padding,
        borderTopWidth,
        width: across,
        color,
      } = getComputedStyle(shown.parentElement as Element)
      return { padding, borderTopWidth, across, color, surface: getComputedStyle(shown).backgroundColor }
    })
    expect(look).toEqual({
      padding: '24px',
      borderTopWidth: '0px',
      across: `${page.viewportSize()?.width}px`,
      color: await page
        .locator('.webio')
        .first()
        .evaluate((root) => getComputedStyle(root).color),
      surface: 'rgb(1, 2, 3)',
    })
  })

  it('a popup traps the focus, and Escape closes the upper one of two', async () => {
    const page = await openPage()
    await popup(page, 0, 10, { children: [{ id: 11, type: 'button', label: 'Below' }] })
    const upper = await popup(page, 0, 12, { children: [{ id: 13, type: 'button', label: 'Above' }] })
    expect(await isSeen(upper)).toBe(true)
    for (let step = 0; step < 4; step++) {
      await page.keyboard.press('Tab')
      expect(await upper.evaluate((shown) => shown.contains(document.activeElement))).toBe(true)
    }
    await page.keyboard.press('Escape')
    await upper.waitFor({ state: 'detached' })
    const lower = page.getByRole('dialog', { name: 'Popup 10' })
    expect(await isSeen(lower)).toBe(true)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Below')
    await page.mouse.click(5, 5)
    await lower.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.querySelectorAll(':popover-open').length)).toBe(0)
  })

  it('the upper of two components’ popups is accessible to assistive technology, no matter which one closes first', async () => {
    const page = await openPage()
    const close = (server: number, id: number): Promise<void> =>
      page.evaluate(
        ([index, output]) =>
          (window as unknown as { servers: ScriptedServer[] }).servers[index]?.send({
            type: 'output-remove',
            output,
          }),
        [server, id] as const,
      )
    const hidden = (): Promise<number> => page.locator('[aria-hidden="true"]:has([role="dialog"])').count()
    const first = await popup(page, 0, 10)
    const second = await popup(page, 1, 11)
    await page.getByRole('dialog', { name: 'Popup 11' }).waitFor()
    await close(1, 11)
    await second.waitFor({ state: 'detached' })
    await page.getByRole('dialog', { name: 'Popup 10' }).waitFor()

    const third = await popup(page, 1, 12)
    await close(0, 10)
    await first.waitFor({ state: 'detached' })
    await page.getByRole('dialog', { name: 'Popup 12' }).waitFor()
    expect(await hidden()).toBe(0)
    await close(1, 12)
    await third.waitFor({ state: 'detached' })
    expect(await page.locator('.webio [aria-hidden="true"], .webio[aria-hidden="true"]').count()).toBe(0)
  })

  it('toasts are above everything, including popups that open later', async () => {
    const page = await openPage()
    const before = await toast(page, 0, 20)
    expect(await isSeen(before)).toBe(true)
    expect((await boxOf(before)).y).toBe(16)
    await popup(page, 0, 10)
    expect(await isSeen(before)).toBe(true)
    await popup(page, 1, 11)
    expect(await isSeen(before)).toBe(true)
    const after = await toast(page, 1, 21)
    expect(await isSeen(after)).toBe(true)
  })

  it('a focused toast keeps the focus when another component opens a toast', async () => {
    const page = await openPage()
    const first = await toast(page, 0, 20)
    await first.getByRole('button', { name: 'Close' }).focus()
    await toast(page, 1, 21)
    expect(await first.evaluate((shown) => shown.contains(document.activeElement))).toBe(true)
  })

  it('toasts of two components are stacked', async () => {
    const page = await openPage()
    const first = await toast(page, 0, 20)
    const second = await toast(page, 1, 21)
    const { y, height } = await boxOf(first)
    expect((await boxOf(second)).y).toBe(y + height + 8)
    const third = await toast(page, 0, 22)
    await page.waitForFunction(
      ([upper, lower]) => {
        const [a, b] = [upper, lower].map((text) =>
          [...document.querySelectorAll('[data-webio-toast]')]
            .find((element) => element.textContent?.includes(text as string))
            ?.getBoundingClientRect(),
        )
        return a && b && b.top === a.bottom + 8
      },
      ['Toast 22', 'Toast 21'],
    )
    await first.getByRole('button', { name: 'Close' }).click()
    await third.getByRole('button', { name: 'Close' }).click()
    await page.waitForFunction(
      () => document.querySelector('[data-webio-toast]')?.getBoundingClientRect().top === 16,
    )
  })

  it('a form does not move, and does not take the focus', async () => {
    const page = await openPage()
    await page.evaluate(() =>
      (window as unknown as { servers: ScriptedServer[] }).servers[0]?.send({
        type: 'form-open',
        form: { id: 50, fields: [{ name: 'a', type: 'text', label: 'A' }] },
      }),
    )
    const panel = page.locator('.webio-panel')
    await panel.waitFor()
    expect(await panel.evaluate((element) => getComputedStyle(element).position)).toBe('static')
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
  })
})
