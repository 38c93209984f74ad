import type { Page } from 'playwright-core'
import { example, press, siteBrowser, untilToast } from './site-browser'

jest.setTimeout(120_000)

const { open } = siteBrowser()

let page: Page
beforeEach(async () => {
  page = await open('/tour/sessions')
})

it('a separate task runs meanwhile, and its handle ends it', async () => {
  const tasks = example(page, 'tasks')
  // It counts; a slow look may miss any of its numbers.
  await tasks.getByText(/^[1-9]\d*$/).waitFor()
  await press(tasks, 'Stop')
  await tasks.getByText('It was stopped.').waitFor()
})

it('of two forms at once the newer shows first', async () => {
  const forms = example(page, 'forms')
  await forms.getByLabel('How many cups?').fill('3')
  await press(forms, 'Submit')
  await forms.getByLabel('Which tea?').fill('Assam')
  await press(forms, 'Submit')
  await forms.getByText('3 cups of Assam.').waitFor()
})

it('a worker thread computes and reports, and callbacks run meanwhile', async () => {
  const thread = example(page, 'thread')
  await press(thread, 'Still there?')
  await untilToast(page, 'Of course.')
  await thread.getByText('25997 primes below 300,000.').waitFor()
})

it('scripts run in the page, with arguments, promises and errors', async () => {
  const scripts = example(page, 'scripts')
  await scripts.getByText('42', { exact: true }).waitFor()
  await scripts.getByText('200', { exact: true }).waitFor()
  await scripts.getByText(/teapot is not defined/).waitFor()
  await press(scripts, 'Mark the heading')
  await page.waitForFunction(
    () => document.getElementById('scripts-heading')?.style.color === 'teal',
  )
})

it('info tells of the browser, and local keeps what a session counts', async () => {
  const visitor = example(page, 'visitor')
  await visitor.getByText('websocket').waitFor()
  await press(visitor, 'Count in local')
  await press(visitor, 'Count in local')
  await visitor.getByText('2 in this session').waitFor()
})

it('events go from the page to the task, and back', async () => {
  const events = example(page, 'events')
  await press(events, 'Ring the task')
  await events.getByText(/The page rang: \{"at":/).waitFor()
  await events.getByText('answer: "The task has heard it."').waitFor()
})

it('a timer writes to the pages of all', async () => {
  const other = await open('/tour/sessions')
  const heard = example(other, 'everybody')
  await heard.getByText('A gong sounds').waitFor()
  await press(example(page, 'everybody'), 'Ring the gong')
  await heard.getByText('Gong!').waitFor()
  await example(page, 'everybody').getByText('Gong!').waitFor()
})

it('a session ends with its task, and its deferred functions have run', async () => {
  const end = example(page, 'end')
  const before = await countOf(page)
  await press(end, 'End this session')
  await end.getByText('This was the last line.').waitFor()
  await end.locator('.webio[data-webio-status="closed"]').waitFor()
  await page.reload()
  expect(await countOf(page)).toBeGreaterThan(before)
})

it('an error is reported without its details, and the session continues', async () => {
  const errors = example(page, 'errors')
  await press(errors, 'Fail')
  await untilToast(page, 'An internal error occurred')
  expect(await page.getByText('The pot fell down').count()).toBe(1)
  expect(await errors.locator('.webio').getAttribute('data-webio-status')).toBe('open')
})

it('another application opens in a new window and in this one, and the back button leads back', async () => {
  const go = example(page, 'go')
  const [opened] = await Promise.all([
    page.waitForEvent('popup'),
    press(go, 'In a new window'),
  ])
  await opened.waitForURL('**/webio?app=hello')
  await opened.close()
  await press(example(page, 'visitor'), 'Count in local')
  await press(go, 'In this window')
  await page.waitForURL('**/webio?app=hello')
  await page.goBack()
  await page.waitForURL('**/tour/sessions')
  await example(page, 'visitor').getByText('1 in this session').waitFor()
})

/** How many sessions the example says have ended. */
async function countOf(of: Page): Promise<number> {
  const line = example(of, 'end').getByText('Sessions that have ended here')
  return Number((await line.innerText()).split(': ')[1])
}
