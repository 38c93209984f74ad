import type { FileChooser } from 'playwright-core'
import { expectFieldsTold, Keyboard } from './keyboard'
import { example, siteBrowser } from './site-browser'

jest.setTimeout(120_000)

const { open } = siteBrowser()

/** Fills in and submits forms outside the site's pages about forms, using only the keyboard. */

it('fills in the wizard', async () => {
  const page = await open('/wizard')
  const keyboard = new Keyboard(page)
  const type = (label: RegExp, text: string) =>
    keyboard.type(page.getByLabel(label), text)
  await type(/^Name/, 'Ada')
  await type(/^Age/, '7')
  await keyboard.press('Enter')
  await page.getByRole('alert').getByText('The index is made for adults').waitFor()
  expect(await expectFieldsTold(page)).toEqual(['Name', 'Age'])
  // The focus is in the invalid field.
  await keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('36')
  await keyboard.press('Enter')
  await keyboard.activate(page.getByRole('button', { name: 'Metric' }), 'Space')
  await type(/^Height/, '165')
  await type(/^Weight/, '60')
  await expectFieldsTold(page)
  await keyboard.press('Enter')
  await page.getByText('Ada, your index is 22.0').waitFor()
  await keyboard.activate(page.getByRole('button', { name: 'Start again' }))
  // The source on the page contains it too.
  await page.locator('.webio').getByText('Step 1 of 3: you').waitFor()
})

it('uses the chat', async () => {
  const page = await open('/chat')
  const keyboard = new Keyboard(page)
  await keyboard.type(page.getByLabel('Your name'), 'Keys')
  await keyboard.press('Enter')
  await page.getByText('Keys has joined.').waitFor()
  await page.getByLabel('Your message').waitFor()
  expect(await expectFieldsTold(page)).toEqual(['Your message'])
  // The next form has the focus, as the previous one had.
  await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT')
  await page.keyboard.type('No mouse here')
  await keyboard.press('Enter')
  await page.getByText('Keys: No mouse here').waitFor()
})

it('answers on the start page', async () => {
  const page = await open('/')
  const keyboard = new Keyboard(page)
  await keyboard.type(page.getByLabel('What is your name?'), 'Ada')
  await keyboard.press('Enter')
  await page.getByText('Hello, Ada.').waitFor()
  await page.getByLabel('What is your name?').waitFor()
  expect(await expectFieldsTold(page)).toEqual(['What is your name?'])
})

it('gives feedback on a page that embeds applications', async () => {
  const page = await open('/embed')
  const keyboard = new Keyboard(page)
  await keyboard.tabTo(page.getByLabel('How clear is it?'))
  await keyboard.press('ArrowRight')
  await keyboard.activate(page.getByRole('button', { name: 'Submit' }))
  await page.getByText('Please select an option.').waitFor()
  expect(await expectFieldsTold(page)).toEqual([
    'How clear is it?',
    'Would you come back?',
    'What is missing?',
  ])
  await keyboard.press('Space')
  await keyboard.type(page.getByLabel('What is missing?'), 'Nothing')
  await keyboard.activate(page.getByRole('button', { name: 'Submit' }))
  await page.getByRole('row', { name: 'Clarity 8 of 10' }).waitFor()
  await page.getByRole('row', { name: 'Coming back Yes' }).waitFor()
})

it('answers a form in a popup', async () => {
  const page = await open('/tour/interaction')
  const keyboard = new Keyboard(page)
  await keyboard.visit('ask')
  await keyboard.activate(example(page, 'ask').getByRole('button', { name: 'Ask' }))
  const dialog = page.getByRole('dialog', { name: 'Who are you?' })
  await keyboard.type(dialog.getByLabel('Your name'), 'Ada')
  expect(await expectFieldsTold(page)).toContain('Your name')
  await keyboard.press('Enter')
  await example(page, 'ask').getByText('Hello, Ada.').waitFor()
})

it('chooses files in the browser’s own dialog', async () => {
  const page = await open('/tour/files')
  // Listens long before the key is pressed: listening and typing reach the browser in different ways, so the key might arrive first.
  const chooser = new Promise<FileChooser>((resolve) =>
    page.once('filechooser', resolve),
  )
  const keyboard = new Keyboard(page)
  await keyboard.visit('several')
  const several = example(page, 'several')
  await keyboard.type(several.getByLabel('Title'), 'Poems')
  await keyboard.activate(several.getByRole('button', { name: 'Submit' }))
  await several.getByText('Please choose a file.').first().waitFor()
  expect(await expectFieldsTold(page)).toContain('Texts')
  // The focus is in the invalid field.
  await page.waitForFunction(() => document.activeElement?.matches('[type=file]'))
  await keyboard.press('Enter')
  const chosen = { name: 'a.txt', mimeType: '', buffer: Buffer.from('one\ntwo') }
  await (await chooser).setFiles(chosen)
  await keyboard.activate(several.getByRole('button', { name: 'Submit' }))
  await several.getByText('a.txt: 2 lines').waitFor()
})
