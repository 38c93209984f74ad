import type { Page } from 'playwright-core'
import {
  get_pin_values,
  NUMBER,
  pin,
  pin_on_change,
  pin_update,
  popup,
  put_actions,
  put_button,
  put_checkbox,
  put_collapse,
  put_input,
  put_radio,
  put_row,
  put_scope,
  put_select,
  put_slider,
  put_table,
  put_text,
  put_textarea,
} from '@webio/core'
import { tcpProxy } from '../../../core/test/bridge/tcp-proxy'
import { chromiumOfFile } from './chromium'
import { eventually, returnAfterCut, untilStatus, untilTexts } from './page-tools'
import type { Site } from './site'
import { ENDPOINT, startSite } from './site'

const chromium = chromiumOfFile()

async function open(site: Site): Promise<Page> {
  const page = await chromium.open(site.page)
  await untilStatus(page, 'open')
  return page
}

const showValues = async (): Promise<void> => void put_text(JSON.stringify(await get_pin_values()))

it('lets a person change every kind of pin, and the task reads what they see', async () => {
  await using site = await startSite(chromium, () => {
    put_input('text', { label: 'Text' })
    put_input('number', { label: 'Number', type: NUMBER })
    put_textarea('area', { label: 'Area' })
    put_select('city', { label: 'City', options: ['Rome', 'Paris'] })
    put_select('fruits', { label: 'Fruits', options: ['apple', 'pear'], multiple: true, native: false })
    put_checkbox('colors', { label: 'Colors', options: ['red', 'blue'] })
    put_radio('size', { label: 'Size', options: ['S', 'M'] })
    put_slider('volume', { label: 'Volume', value: 3 })
    put_actions('answer', { label: 'Answer', buttons: ['Yes', 'No'] })
    put_button('Read', showValues)
  })
  const page = await open(site)
  await page.getByLabel('Text').fill('hello')
  await page.getByLabel('Number').fill('12')
  await page.getByLabel('Area').fill('a\nb')
  await page.getByLabel('City').selectOption('Paris')
  await page.getByRole('combobox', { name: 'Fruits' }).fill('pea')
  await page.getByRole('option', { name: 'pear' }).click()
  await page.getByLabel('blue').check()
  await page.getByLabel('M', { exact: true }).check()
  await page.getByLabel('Volume').fill('80')
  await page.getByRole('group', { name: 'Answer' }).getByRole('button', { name: 'No' }).click()
  await page.getByRole('button', { name: 'Read' }).click()
  await untilTexts(page, [
    JSON.stringify({
      text: 'hello',
      number: 12,
      area: 'a\nb',
      city: 'Paris',
      fruits: ['pear'],
      colors: ['blue'],
      size: 'M',
      volume: 80,
      answer: 'No',
    }),
  ])
})

it('lets a task write every kind of pin, and change its other properties', async () => {
  await using site = await startSite(chromium, () => {
    const cities = ['Rome', 'Paris', 'Prague']
    put_input('text', { label: 'Text' })
    put_input('number', { label: 'Number', type: NUMBER })
    put_textarea('code', { label: 'Code', code: true })
    put_select('city', { label: 'City', options: cities })
    put_select('several', { label: 'Several', options: cities, multiple: true, native: true })
    put_checkbox('boxes', { label: 'Boxes', options: cities })
    put_radio('radio', { label: 'Radio', options: cities })
    put_slider('bar', { label: 'Bar' })
    put_button('Write', () => {
      pin['text'] = 'written'
      pin['number'] = -3
      pin['code'] = 'let a'
      pin['city'] = 'Prague'
      pin['boxes'] = ['Rome']
      pin['radio'] = 'Paris'
      pin['bar'] = 40
      pin_update('several', { value: ['Rome', 'Prague'], help_text: 'Two of them.' })
      pin_update('text', { label: 'Line', placeholder: 'here', readonly: true, maxlength: 9 })
      pin_update('bar', { max_value: 50, step: 10 })
    })
    put_button('Read', showValues)
  })
  const page = await open(site)
  await page.locator('.cm-content').waitFor()
  await page.getByRole('button', { name: 'Write' }).click()
  await page.getByText('Two of them.').waitFor()
  const line = page.getByLabel('Line')
  expect([await line.inputValue(), await line.isEditable()]).toEqual(['written', false])
  expect(await line.getAttribute('placeholder')).toBe('here')
  expect(await page.getByLabel('Number').inputValue()).toBe('-3')
  expect(await page.locator('.cm-content').innerText()).toBe('let a')
  expect(await page.getByLabel('City').inputValue()).toBe('Prague')
  expect(await page.getByLabel('Several').locator('option:checked').allInnerTexts()).toEqual([
    'Rome',
    'Prague',
  ])
  expect(await page.getByRole('group', { name: 'Boxes' }).getByLabel('Rome').isChecked()).toBe(true)
  expect(await page.getByRole('radiogroup').getByLabel('Paris').isChecked()).toBe(true)
  expect(await page.getByLabel('Bar').getAttribute('max')).toBe('50')
  await page.getByLabel('Bar').press('ArrowRight')
  await page.getByRole('button', { name: 'Read' }).click()
  await untilTexts(page, [
    JSON.stringify({
      text: 'written',
      number: -3,
      code: 'let a',
      city: 'Prague',
      several: ['Rome', 'Prague'],
      boxes: ['Rome'],
      radio: 'Paris',
      bar: 50,
    }),
  ])
})

it('[P2] reads the last keystroke at a click right after it, every time', async () => {
  await using site = await startSite(chromium, () => {
    put_input('a', { label: 'A' })
    put_button('Read', async () => put_text(String(await pin['a'])))
  })
  const page = await open(site)
  const read: string[] = []
  for (const letter of 'abcdefgh') {
    await page.getByLabel('A').press('End')
    await page.getByLabel('A').press(letter)
    read.push(await page.getByLabel('A').inputValue())
    await page.getByRole('button', { name: 'Read' }).click()
  }
  expect(read.at(-1)).toBe('abcdefgh')
  await untilTexts(page, read)
})

it('works in any container: rows, tables, collapses, scopes, popups', async () => {
  await using site = await startSite(chromium, () => {
    put_row([put_input('row', { label: 'In a row' }), put_text('x')])
    put_table([['Name', put_input('cell', { label: 'In a cell' })]])
    put_collapse('Box', [put_input('box', { label: 'In a box' })], { open: true })
    put_scope('s', { content: [put_input('scope', { label: 'In a scope' })] })
    popup('Popup', [
      put_input('popup', { label: 'In a popup' }),
      put_button('Read', async () => {
        const values = JSON.stringify(await get_pin_values())
        pin_update('popup', { help_text: values })
      }),
    ])
  })
  const page = await open(site)
  const values: Record<string, string> = {}
  await page.getByLabel('In a popup').fill('p')
  values['popup'] = 'p'
  await page.getByRole('button', { name: 'Read' }).click()
  await page.getByText('"popup":"p"').waitFor()
  await page.keyboard.press('Escape')
  for (const name of ['row', 'cell', 'box', 'scope']) {
    await page.getByLabel(`In a ${name}`).fill(name)
    await eventually(() => expect(site.sessions()[0]?.pins.value(name)).toBe(name))
  }
})

it('makes a multiple select searchable with a mouse, and uses the browser’s own control on a touch screen', async () => {
  await using site = await startSite(chromium, () => {
    put_select('several', { label: 'Several', options: ['a', 'b'], multiple: true })
    put_select('own', { label: 'Own', options: ['a', 'b'], multiple: true, native: true })
    put_select('one', { label: 'One', options: ['a', 'b'] })
  })
  const desktop = await chromium.open(site.page)
  await desktop.getByRole('combobox', { name: 'Several' }).waitFor()
  await desktop.getByRole('listbox', { name: 'Own' }).waitFor()
  const phone = await chromium.open(site.page, { hasTouch: true, isMobile: true })
  await phone.getByRole('listbox', { name: 'Several' }).waitFor()
  expect(await phone.locator('select').count()).toBe(3)
  expect(await desktop.locator('select').count()).toBe(2)
})

it('calls the task’s handler after a change, and shows and announces a mark with its message', async () => {
  await using site = await startSite(chromium, () => {
    const cities: Record<string, string[]> = { France: ['Paris', 'Lyon'], Italy: ['Rome', 'Milan'] }
    put_select('country', { label: 'Country', options: ['France', 'Italy'] })
    put_select('city', { label: 'City', options: [] })
    pin_on_change('country', {
      onchange: (country: string) => pin_update('city', { options: cities[country] }),
      init_run: true,
    })
    put_input('code', {
      label: 'Code',
      validate: (code) => (code === 'good' ? null : 'That is not the code.'),
    })
  })
  const page = await open(site)
  const options = (): Promise<string[]> => page.getByLabel('City').locator('option').allInnerTexts()
  await eventually(async () => expect(await options()).toEqual(['Paris', 'Lyon']))
  await page.getByLabel('Country').selectOption('Italy')
  await eventually(async () => expect(await options()).toEqual(['Rome', 'Milan']))
  await page.getByLabel('Code').fill('bad')
  await page.getByLabel('Code').press('Tab')
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').innerText()).toBe('That is not the code.')
  expect(await page.getByLabel('Code').getAttribute('aria-invalid')).toBe('true')
  await page.getByLabel('Code').fill('good')
  await page.getByLabel('Code').press('Tab')
  await page.getByRole('alert').waitFor({ state: 'detached' })
})

it('[P5] keeps what was entered without a connection if the page is opened again, except a password', async () => {
  await using site = await startSite(chromium, () => {
    put_input('a', { label: 'A', value: 'before' })
    put_input('secret', { label: 'Secret', type: 'password' })
    put_button('Read', showValues)
  })
  await using proxy = await tcpProxy(site.port)
  const page = await chromium.open(`${proxy.url}${ENDPOINT.slice(1)}`)
  await untilStatus(page, 'open')
  chromium.expectProblem(/WebSocket|ERR_|Failed to load/)
  proxy.cut()
  await untilStatus(page, 'reconnecting')
  await page.getByLabel('A').fill('while it was down')
  await page.getByLabel('Secret').fill('s3cret')
  const kept = await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide'))
    return JSON.stringify({ ...sessionStorage })
  })
  expect(kept).toContain('while it was down')
  expect(kept).not.toContain('s3cret')
  await returnAfterCut(page, proxy)
  await untilStatus(page, 'open')
  await eventually(async () => expect(await page.getByLabel('A').inputValue()).toBe('while it was down'))
  await page.getByRole('button', { name: 'Read' }).click()
  await untilTexts(page, [JSON.stringify({ a: 'while it was down', secret: '' })])
})
