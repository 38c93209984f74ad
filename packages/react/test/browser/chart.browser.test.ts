import type { Output } from '@webio/core'
import { hold, put_chart } from '@webio/core'
import type { Page } from 'playwright-core'
import { chromiumOfFile } from './chromium'
import { eventually, untilStatus } from './page-tools'
import type { Site, SiteOptions } from './site'
import { startSite } from './site'

const chromium = chromiumOfFile()

const option = (data: number[]) => ({
  title: { text: 'Visitors' },
  tooltip: { trigger: 'axis' },
  xAxis: { data: data.map(String) },
  yAxis: {},
  series: [{ type: 'bar', data, color: '#ff0000', barWidth: '80%' }],
})

let shown: Output

function start(options?: SiteOptions): Promise<Site> {
  return startSite(
    chromium,
    async () => {
      shown = put_chart(option([5, 5, 5]), { height: 250 })
      await hold()
    },
    options,
  )
}

async function open(site: Site, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await chromium.open(site.page, { colorScheme, reducedMotion: 'reduce' })
  await untilStatus(page, 'open')
  await page.locator('[data-webio-output=chart] canvas').first().waitFor()
  return page
}

/** The share of the chart that is red, from 0 to 1, and the lightness of its title, from 0 to 255. */
const look = (page: Page) =>
  page
    .locator('[data-webio-output=chart] canvas')
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement
      // A copy, because Chromium stores a canvas that is read often differently, and warns about it.
      const copy = Object.assign(document.createElement('canvas'), {
        width: canvas.width,
        height: canvas.height,
      })
      const context = copy.getContext('2d', { willReadFrequently: true })
      context?.drawImage(canvas, 0, 0)
      const data = context?.getImageData(0, 0, copy.width, copy.height).data ?? []
      const titleEnd = 30 * copy.width * 4
      let [red, title, titlePixels] = [0, 0, 0]
      for (let at = 0; at < data.length; at += 4) {
        const [r = 0, g = 0, b = 0, a = 0] = [data[at], data[at + 1], data[at + 2], data[at + 3]]
        if (a < 200) continue
        if (r > 240 && g < 20 && b < 20) red++
        if (at >= titleEnd) continue
        title += (r + g + b) / 3
        titlePixels++
      }
      return { red: red / (data.length / 4), title: title / titlePixels }
    })

it('draws its option in the given height, and is named by its title', async () => {
  await using site = await start()
  const page = await open(site)
  const box = await page.getByRole('img', { name: 'Visitors' }).boundingBox()
  expect(box?.height).toBe(250)
  await eventually(async () => expect((await look(page)).red).toBeGreaterThan(0.2))
})

it('draws a new option after an update, and is named by the label', async () => {
  await using site = await start()
  const page = await open(site)
  await eventually(async () => expect((await look(page)).red).toBeGreaterThan(0.2))
  await site.handler.sessions()[0]?.run(() => shown.update({ spec: option([0, 0, 5]), label: 'Fewer' }))
  await page.getByRole('img', { name: 'Fewer' }).waitFor()
  await eventually(async () => expect((await look(page)).red).toBeLessThan(0.2))
})

it('follows the width of its container', async () => {
  await using site = await start()
  const page = await open(site)
  const width = () =>
    page
      .locator('[data-webio-output=chart] canvas')
      .first()
      .evaluate((one) => one.clientWidth)
  const before = await width()
  await page.setViewportSize({ width: 400, height: 700 })
  await eventually(async () => expect(await width()).toBeLessThan(before))
  await eventually(async () =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400),
  )
})

it('has light text on a dark page, and dark text when the page turns light', async () => {
  await using site = await start()
  const page = await open(site, 'dark')
  await eventually(async () => expect((await look(page)).title).toBeGreaterThan(180))
  await page.emulateMedia({ colorScheme: 'light' })
  await eventually(async () => expect((await look(page)).title).toBeLessThan(120))
})

it('follows a page that turns dark by its own switch', async () => {
  await using site = await start()
  const page = await open(site)
  await eventually(async () => expect((await look(page)).title).toBeLessThan(120))
  await page.locator('.webio').evaluate((app) => ((app as HTMLElement).style.colorScheme = 'dark'))
  await eventually(async () => expect((await look(page)).title).toBeGreaterThan(180))
})
