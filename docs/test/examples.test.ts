import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenApp } from '@webio/core/testing'
import { open_app } from '@webio/core/testing'
import { EXAMPLES } from '../examples'

/** Each example in the documentation does what its page says. */

const FOLDER = join(__dirname, '../examples')
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
  .map((file) => file.slice(0, -'.ts'.length))

const types = (t: OpenApp): string[] => t.outputs.map(({ type }) => type)

/** What a visitor does with an example, and what they see. */
const VISITS: Record<string, (t: OpenApp) => Promise<unknown>> = {
  'start/hello': async (t) => {
    expect(await t.submit('')).toEqual({ data: 'Please fill out this field.' })
    expect(await t.submit('Ada')).toEqual({})
    expect(t.text()).toBe('Hello Ada')
  },

  'input/one': async (t) => {
    await t.submit('Ada')
    expect(await t.submit(151)).toEqual({ data: expect.any(String) })
    await t.submit(36)
    expect(t.text()).toBe('Ada is 36.')
  },
  'input/choices': async (t) => {
    await t.submit('Japan')
    await t.submit('invoice')
    await t.submit(['express'])
    await t.submit(3)
    expect(t.text()).toContain('Japan')
    expect(t.text()).toContain('invoice')
    expect(t.text()).toContain('express')
  },
  'input/group': async (t) => {
    expect(await t.submit({ name: 'Ada', seats: 13 })).toHaveProperty('seats')
    await t.submit({ name: 'Ada', seats: 4 })
    expect(t.text()).toBe('A table for 4 is reserved for Ada.')
  },
  'input/rules': async (t) => {
    const password = 'correct horse'
    expect(await t.submit({ user: 'admin', password, again: password })).toEqual({ user: 'admin is taken.' })
    expect(await t.submit({ user: 'ada', password, again: 'wrong horse' })).toEqual({
      again: 'This is another password.',
    })
    expect(await t.submit({ user: 'ada', password, again: password })).toEqual({})
    expect(t.text()).toBe('The account ada is ready.')
  },
  'input/dependent': async (t) => {
    await t.change('country', 'Italy')
    await t.submit({ country: 'Italy', city: 'Milan' })
    expect(t.text()).toBe('Milan is in Italy.')
  },
  'input/upload': async (t) => {
    await t.submit(new File(['one\ntwo\nthree'], 'lines.txt', { type: 'text/plain' }))
    expect(t.text()).toBe('lines.txt has 3 lines.')
  },

  'output/content': async (t) => {
    await t.settle()
    expect(types(t)).toEqual(['text', 'markdown', 'code', 'html', 'link'])
  },
  'output/messages': async (t) => {
    await t.settle()
    expect(types(t).filter((type) => type !== 'text')).toEqual(['info', 'success', 'warning', 'error'])
  },
  'output/progress': async (t) => {
    await t.until(() => t.text().includes('All files are copied.'))
    expect(t.text()).not.toContain('Counting the files')
    expect(t.outputs.find(({ type }) => type === 'progressbar')).toMatchObject({ value: 1 })
  },
  'output/handles': async (t) => {
    await t.click('Count')
    await t.click('Count')
    expect(t.text()).toContain('2 clicks')
    await t.click('Remove')
    expect(t.text()).not.toContain('clicks')
  },
  'output/files': async (t) => {
    await t.settle()
    expect(types(t)).toContain('file')
    await t.click('Make a report')
    await t.until(() => t.downloads.length === 1)
    expect(t.downloads[0]).toMatchObject({ name: 'report.csv' })
  },

  'callbacks/buttons': async (t) => {
    await t.click('Say hello')
    await t.click('Reject')
    expect(t.text()).toContain('Hello')
    expect(t.text()).toContain('Rejected.')
  },
  'callbacks/rows': async (t) => {
    await t.click('Remove Alan')
    expect(t.text()).toContain('Ada')
    expect(t.text()).not.toContain('Alan')
  },
  'callbacks/popups': async (t) => {
    await t.click('Details')
    expect(t.popup).toMatchObject({ title: 'Order 7' })
    await t.click('Done')
    expect(t.popup).toBeNull()
    await t.click('Delete')
    await t.click('Delete it')
    await t.until(() => t.toasts.length === 1)
    expect(t.toasts[0]).toMatchObject({ content: 'Order 7 is deleted.', color: 'success' })
  },
  'callbacks/click': async (t) => {
    await t.settle()
    await t.click_output(t.outputs[0]?.id ?? -1)
    expect(t.toasts.map(({ content }) => content)).toEqual(['It was clicked.'])
  },

  'scopes/names': async (t) => {
    await t.click('More news')
    await t.click('More news')
    expect(t.text('news')).toBe('News 1\nNews 2')
    await t.click('Start again')
    expect(t.text('news')).toBe('No news.')
  },
  'scopes/position': async (t) => {
    await t.click('Newest first')
    await t.click('Newest first')
    expect(t.text('log')).toBe('Entry 2\nEntry 1')
  },
  'scopes/wrap': async (t) => {
    await t.until(() => t.text().includes('The clock has stopped.'))
    expect(t.text('clock')).toBe('5 seconds')
  },

  'layout/rows': async (t) => {
    await t.settle()
    expect(types(t)).toEqual(expect.arrayContaining(['row', 'column', 'grid']))
    expect(t.text()).toContain('C, as wide as both')
  },
  'layout/boxes': async (t) => {
    await t.settle()
    expect(types(t)).toEqual(expect.arrayContaining(['tabs', 'collapse', 'scrollable']))
    expect(t.text()).toContain('Line 30')
  },
  'layout/style': async (t) => {
    await t.settle()
    expect(t.outputs[0]?.style).toContain('1.5rem')
  },

  'pins/form': async (t) => {
    await t.change_pin('size', 'large')
    await t.change_pin('count', 3)
    await t.click('Order')
    expect(t.text()).toContain('3 large teas')
    await t.click('One')
    await t.click('Order')
    expect(t.text()).toContain('1 large teas')
  },
  'pins/change': async (t) => {
    await t.until(() => t.outputs.some(({ type }) => type === 'markdown'))
    await t.change_pin('text', '# Title')
    await t.settle()
    expect(t.outputs.find((one) => one.type === 'markdown')).toMatchObject({ markdown: '# Title' })
  },
  'pins/wait': async (t) => {
    await t.change_pin('level', 7)
    await t.until(() => t.text().includes('level is now 7'))
  },

  'sessions/together': async (t) => {
    await t.until(() => t.text().includes('1'))
    await t.click('Stop')
    expect(t.text()).toContain('The count has stopped.')
  },
  'sessions/local': async (t) => {
    await t.click('Add Assam')
    await t.click('Add Sencha')
    expect(t.text()).toContain('In your basket: Assam, Sencha')
  },
  'sessions/scripts': async (t) => {
    await t.until(() => t.text().includes('Twice the width of your window is 1600 pixels.'))
  },
  'sessions/end': async (t) => {
    await t.until(() => t.text().includes('1 visitors are here.'))
    await t.click('End it')
    await t.until(() => t.closed)
    expect(t.text()).toContain('The visit ends')
  },

  'input/types': async (t) => {
    await t.submit({ day: '2026-11-28', price: 3.5 })
    expect(t.outputs[0]).toMatchObject({
      type: 'json',
      value: { day: '2026-11-28', time: '09:30', color: '#0f6e64', price: 3.5 },
    })
  },
  'sessions/browser': async (t) => {
    await t.until(() => t.text().includes('This browser has been here'))
    await t.click('Forget me')
  },

  'recipes/wizard': async (t) => {
    expect(await t.submit({ name: 'Ada', email: 'nobody' })).toHaveProperty('email')
    await t.submit({ name: 'Ada', email: 'ada@example.com' })
    await t.submit('team')
    expect(await t.submit(1)).toEqual({ data: expect.any(String) })
    await t.submit(3)
    await t.submit('invoice')
    expect(t.text()).toContain('ada@example.com')
  },
  'recipes/search': async (t) => {
    await t.form()
    expect((await t.search('data', 'li')).map(({ label }) => label)).toEqual(['Berlin', 'Lisbon'])
    await t.submit('Lisbon')
    expect(t.text()).toBe('To Lisbon.')
  },
  'recipes/csv-import': async (t) => {
    const lines = ['name,total', 'Ada,3', ',4', 'Alan,many', 'Grace,5']
    await t.submit(new File([lines.join('\n')], 'orders.csv', { type: 'text/csv' }))
    await t.until(() => t.text().includes('2 rows are imported.'))
    expect(t.text()).toContain('Alan,many')
  },
  'recipes/table': async (t) => {
    expect(await t.edit('orders', 1, 'customer', '')).toBe('Who is it?')
    expect(await t.edit('orders', 1, 'customer', 'Barbara')).toBeNull()
    await t.action('Mark as paid', [1, 2])
    await t.action('Delete', [3])
    await t.click('OK')
    await t.until(() => t.toasts.length === 1)
  },
  'recipes/async-validation': async (t) => {
    expect(await t.submit('shop.invalid')).toEqual({ data: 'shop.invalid does not exist. Try shop.example.' })
    await t.submit('shop.example')
    expect(t.text()).toBe('shop.example is connected.')
  },
  'recipes/who-may': async (t) => {
    const { fields } = await t.form()
    const [user = '', password = ''] = fields.map(({ name }) => name)
    expect(await t.submit({ [user]: 'ada', [password]: 'wrong' })).not.toEqual({})
    await t.submit({ [user]: 'ada', [password]: 'lovelace' })
    await t.until(() => t.text().includes('Hello ada'))
    await t.click('Delete everything')
    expect(t.text()).toContain('This is only an example.')
  },
  'recipes/live-report': async (t) => {
    await t.until(() => /gamma\s+\d+ %/.test(t.text('load')))
  },
  'recipes/chat': async (t) => {
    await t.submit('Ada')
    await t.submit('Good morning')
    await t.until(() => t.text('lines') === 'Ada has joined.\nAda: Good morning')
  },
  'recipes/file-in-and-out': async (t) => {
    await t.submit(new File(['b\na'], 'letters.txt', { type: 'text/plain' }))
    expect(t.text()).toContain('Download the result')
  },
  'recipes/long-computation': async (t) => {
    await t.click('Is the page still there?')
    expect(t.toasts).toMatchObject([{ content: 'It is.' }])
  },
  'recipes/admin': async (t) => {
    await t.click('Block Ada')
    expect(t.text('users')).toContain('Admit Ada')
    await t.click('Empty the cache')
    await t.click('OK')
    await t.until(() => t.toasts.length === 1)
  },
}

/** The width of a visitor's window. */
const inBrowser = (code: string, args: object) =>
  code.includes('innerWidth') ? 800 * (args as { factor: number }).factor : undefined

it('every file is listed, and has a visit here', () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual(files.sort())
  expect(Object.keys(VISITS).sort()).toEqual(files.sort())
})

it.each(Object.keys(VISITS))('%s', async (name) => {
  const program = await EXAMPLES[name]?.()
  if (!program) throw new Error(`There is no example ${name}.`)
  await using t = await open_app(program.main, { run_script: inBrowser })
  await VISITS[name]?.(t)
  expect(t.errors).toEqual([])
})
