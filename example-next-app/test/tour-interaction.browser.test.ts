import type { Page } from 'playwright-core'
import { example, press, siteBrowser, untilToast } from './site-browser'

jest.setTimeout(120_000)

const { open } = siteBrowser()

let page: Page
beforeEach(async () => {
  page = await open('/tour/interaction')
})

it('calls functions with buttons, and shows a running one', async () => {
  const buttons = example(page, 'button')
  await press(buttons, 'Add a line')
  await buttons.getByText('A line.').waitFor()
  const slow = buttons.getByRole('button', { name: 'Take your time' })
  // The wait starts before the click, because the state shows only while the function runs.
  await Promise.all([
    page.waitForFunction(
      (example) => example?.querySelector('button[aria-busy="true"]'),
      await buttons.elementHandle(),
    ),
    slow.click(),
  ])
  await buttons.locator('button[aria-busy="true"]').waitFor({ state: 'detached' })
  expect(await buttons.getByRole('button', { name: 'Not now' }).isDisabled()).toBe(true)
  await press(buttons, 'Like a link')
  await untilToast(page, 'Clicked')
})

it('passes the values of several buttons, or calls one function for each', async () => {
  const buttons = example(page, 'buttons')
  await press(buttons, 'Sencha')
  await untilToast(page, 'Sencha takes 2 minutes')
  await press(buttons, 'Colder')
  await untilToast(page, 'It gets colder')
})

it('colors buttons by name', async () => {
  const colors = example(page, 'colors')
  await colors.getByRole('button').first().waitFor()
  const fills = await colors
    .locator('.webio-buttons')
    .first()
    .getByRole('button')
    .evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor))
  expect(new Set(fills).size).toBe(8)
})

it('runs callbacks in sequence, exclusively, or once, depending on their options', async () => {
  const modes = example(page, 'modes')
  await press(modes, 'first')
  await press(modes, 'second')
  await modes.getByText('second ends').waitFor()
  const lines = (
    await modes.locator('[data-webio-output="text"]').allInnerTexts()
  ).join()
  expect(lines).toBe('first begins,first ends,second begins,second ends')

  // At the same moment: the second click comes while the first callback runs.
  await modes.getByRole('button', { name: 'alone' }).evaluate((alone: HTMLElement) => {
    alone.click()
    alone.click()
  })
  await modes.getByText('alone ends').waitFor()
  await press(modes, 'once')
  await modes.getByText('once ends').waitFor()
  await modes.getByRole('button', { name: 'once', disabled: true }).waitFor()
  expect(await modes.getByText('alone begins').count()).toBe(1)
})

it('makes any output clickable, by mouse and keyboard', async () => {
  const onclick = example(page, 'onclick')
  await onclick.getByRole('button', { name: /Click this text/ }).focus()
  await page.keyboard.press('Enter')
  await onclick.getByText('second', { exact: true }).waitFor()
  expect(await onclick.getByText('first', { exact: true }).count()).toBe(1)
  await onclick.getByText('This row, too.').click()
  await untilToast(page, 'The row')
})

it('closes popups in the allowed ways, and stacks them', async () => {
  const popups = example(page, 'popups')
  await press(popups, 'Open')
  await page.getByRole('dialog', { name: 'A popup' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await press(popups, 'Must decide')
  const question = page.getByRole('dialog', { name: 'Is the water hot?' })
  await question.waitFor()
  expect(await question.getByRole('button', { name: 'Close' }).count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.mouse.click(5, 5)
  await press(question, 'No')
  await popups.getByText('The water: No').waitFor()
  await question.waitFor({ state: 'detached' })

  await press(popups, 'Two of them')
  const upper = page.getByRole('dialog', { name: 'Above' })
  await upper.getByText('later').waitFor()
  await upper.getByRole('button', { name: 'Close' }).click()
  await popups.getByText('The upper one was closed.').waitFor()
  await page.getByRole('dialog', { name: 'Below' }).waitFor()
})

it('shows a form in the popup that it was opened in', async () => {
  const ask = example(page, 'ask')
  await press(ask, 'Ask')
  const dialog = page.getByRole('dialog', { name: 'Who are you?' })
  await dialog.getByLabel('Your name').fill('Ada')
  await press(dialog, 'Submit')
  await ask.getByText('Hello, Ada.').waitFor()
  await dialog.waitFor({ state: 'detached' })
})

it('keeps toasts while the pointer is on them, and runs their callbacks when they are clicked', async () => {
  const toasts = example(page, 'toasts')
  await press(toasts, 'left')
  expect((await untilToast(page, 'At the left')).left).toBeLessThan(100)
  await press(toasts, '#7a3ff2')
  expect((await untilToast(page, '#7a3ff2')).color).toBe('#7a3ff2')
  await press(toasts, 'One that stays, and can be clicked')
  const undo = page.locator('[data-webio-toast]').filter({ hasText: 'Click to undo' })
  await undo.getByRole('button', { name: /Deleted/ }).click()
  await toasts.getByText('Undone.').waitFor()
  await undo.waitFor({ state: 'detached' })
})
