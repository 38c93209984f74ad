import type { Locator, Page } from 'playwright-core'
import type { InputItem, Output } from '@webio/core'
import {
  checkbox,
  get_pin_values,
  hold,
  input,
  input_group,
  NUMBER,
  put_actions,
  put_button,
  put_checkbox,
  put_input,
  put_radio,
  put_select,
  put_slider,
  put_text,
  put_textarea,
  radio,
  select,
  slider,
  textarea,
} from '@webio/core'
import type { TcpProxy } from '../../../core/test/bridge/tcp-proxy'
import { tcpProxy } from '../../../core/test/bridge/tcp-proxy'
import { chromiumOfFile, NETWORK_NOISE } from './chromium'
import { enter, fieldOf } from './enter'
import { returnAfterCut, untilStatus, untilTexts } from './page-tools'
import { formOf } from './questionnaire'
import { ENDPOINT, startSite } from './site'

const chromium = chromiumOfFile()
beforeEach(() => chromium.expectProblem(NETWORK_NOISE))

interface Kind {
  readonly field: (name: string) => InputItem
  readonly put: (name: string) => Output
  readonly entered: string | readonly string[]
  readonly value: unknown
}

const CITIES = ['Berlin', 'Paris', 'Prague'] as const
const SEVERAL = { entered: ['Berlin', 'Prague'], value: ['Berlin', 'Prague'] } as const

/** Every kind of field that a person fills in, by name. */
const KINDS: Readonly<Record<string, Kind>> = {
  text: {
    field: (name) => input('', { name }),
    put: (name) => put_input(name),
    entered: 'abc',
    value: 'abc',
  },
  number: {
    field: (name) => input('', { name, type: NUMBER }),
    put: (name) => put_input(name, { type: NUMBER }),
    entered: '-12',
    value: -12,
  },
  date: {
    field: (name) => input('', { name, type: 'date' }),
    put: (name) => put_input(name, { type: 'date' }),
    entered: '2024-02-29',
    value: '2024-02-29',
  },
  color: {
    field: (name) => input('', { name, type: 'color' }),
    put: (name) => put_input(name, { type: 'color' }),
    entered: '#00ff80',
    value: '#00ff80',
  },
  textarea: {
    field: (name) => textarea('', { name }),
    put: (name) => put_textarea(name),
    entered: 'a\nb',
    value: 'a\nb',
  },
  code: {
    field: (name) => textarea('', { name, code: true, value: 'before' }),
    put: (name) => put_textarea(name, { code: true, value: 'before' }),
    entered: 'let a',
    value: 'let a',
  },
  select: {
    field: (name) => select('', CITIES, { name }),
    put: (name) => put_select(name, { options: CITIES }),
    entered: 'Paris',
    value: 'Paris',
  },
  searchable: {
    field: (name) => select('', CITIES, { name, native: false }),
    put: (name) => put_select(name, { options: CITIES, native: false }),
    entered: 'Prague',
    value: 'Prague',
  },
  several: {
    field: (name) => select('', CITIES, { name, multiple: true }),
    put: (name) => put_select(name, { options: CITIES, multiple: true, native: true }),
    ...SEVERAL,
  },
  searchable_several: {
    field: (name) => select('', CITIES, { name, multiple: true, native: false }),
    put: (name) => put_select(name, { options: CITIES, multiple: true }),
    ...SEVERAL,
  },
  checkbox: {
    field: (name) => checkbox('', CITIES, { name }),
    put: (name) => put_checkbox(name, { options: CITIES }),
    ...SEVERAL,
  },
  radio: {
    field: (name) => radio('', CITIES, { name }),
    put: (name) => put_radio(name, { options: CITIES }),
    entered: 'Paris',
    value: 'Paris',
  },
  slider: {
    field: (name) => slider('', { name }),
    put: (name) => put_slider(name),
    entered: '30',
    value: 30,
  },
}

const ENTERED = Object.fromEntries(Object.entries(KINDS).map(([name, { value }]) => [name, value]))

async function enterAll(where: Locator): Promise<void> {
  await where.locator('.cm-content').waitFor()
  for (const [name, { entered }] of Object.entries(KINDS)) await enter(fieldOf(where, name), entered)
}

async function openThrough(proxy: TcpProxy): Promise<Page> {
  const page = await chromium.open(`${proxy.url}${ENDPOINT.slice(1)}`)
  await untilStatus(page, 'open')
  return page
}

it.each(['a drop', 'a reload'])('[R5] keeps everything entered into a form after %s', async (event) => {
  let answer: unknown
  await using site = await startSite(chromium, async () => {
    answer = await input_group(
      'Form',
      Object.entries(KINDS).map(([name, { field }]) => field(name)),
    )
    put_text('answered')
    return hold()
  })
  await using proxy = await tcpProxy(site.port)
  const page = await openThrough(proxy)
  await enterAll(formOf(page))
  if (event === 'a reload') await page.reload()
  else {
    proxy.cut()
    await untilStatus(page, 'reconnecting')
    proxy.mend()
  }
  await untilStatus(page, 'open')
  await formOf(page).locator('.cm-content').getByText('let a').waitFor()
  await formOf(page).getByRole('button', { name: 'Submit' }).click()
  await untilTexts(page, ['answered'])
  expect(answer).toEqual(ENTERED)
})

it('[P5] keeps everything entered into pins without a connection if the page is opened again, and after a reload', async () => {
  await using site = await startSite(chromium, () => {
    for (const [name, { put }] of Object.entries(KINDS)) put(name)
    put_actions('buttons', { buttons: ['Yes', 'No'] })
    put_button('Read', async () => put_text(JSON.stringify(await get_pin_values())))
  })
  await using proxy = await tcpProxy(site.port)
  const page = await openThrough(proxy)
  const shown = page.locator('[data-webio-scope="ROOT"]')
  await shown.locator('.cm-content').waitFor()
  proxy.cut()
  await untilStatus(page, 'reconnecting')
  await enterAll(shown)
  await page.getByRole('button', { name: 'No', exact: true }).click()
  await returnAfterCut(page, proxy)
  await untilStatus(page, 'open')
  await shown.locator('.cm-content').getByText('let a').waitFor()
  expect(await fieldOf(shown, 'slider').locator('.webio-slider-value').innerText()).toBe('30')
  await page.getByRole('button', { name: 'Read' }).click()
  await untilTexts(page, [JSON.stringify({ ...ENTERED, buttons: 'No' })])
  await page.reload()
  await untilStatus(page, 'open')
  await page.getByRole('button', { name: 'Read' }).click()
  const read = JSON.stringify({ ...ENTERED, buttons: 'No' })
  await untilTexts(page, [read, read])
})
