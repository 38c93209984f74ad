import type { Page } from 'playwright-core'
import { example, press, siteBrowser, untilToast } from './site-browser'

jest.setTimeout(120_000)

const { open } = siteBrowser()

let page: Page
beforeEach(async () => {
  page = await open('/tour/sessions')
})

it('runs a separate task in parallel, and ends it with its handle', async () => {
  const tasks = example(page, 'tasks')
  // The task counts, and a slow test may miss any of its numbers.
  await tasks.getByText(/^[1-9]\d*$/).waitFor()
  await press(tasks, 'Stop')
  await tasks.getByText('It was stopped.').waitFor()
})

it('shows the newer of two forms first', async () => {
  const forms = example(page, 'forms')
  await forms.getByLabel('How many cups?').fill('3')
  await press(forms, 'Submit')
  await forms.getByLabel('Which tea?').fill('Assam')
  await press(forms, 'Submit')
  await forms.getByText('3 cups of Assam.').waitFor()
})

it('computes and reports in a worker thread, and runs callbacks meanwhile', async () => {
  const thread = example(page, 'thread')
  await press(thread, 'Still there?')
  await untilToast(page, 'Of course.')
  await thread.getByText('25997 primes below 300,000.').waitFor()
})

it('runs scripts in the page, with arguments, promises and errors', async () => {
  const scripts = example(page, 'scripts')
  await scripts.getByText('42', { exact: true }).waitFor()
  await scripts.getByText('200', { exact: true }).waitFor()
  await scripts.getByText(/teapot is not defined/).waitFor()
  await press(scripts, 'Mark the heading')
  await page.waitForFunction(
    () => document.getElementById('scripts-heading')?.style.color === 'teal',
  )
})

it('describes the browser with info, and counts in local', async () => {
  const visitor = example(page, 'visitor')
  await visitor.getByText('websocket').waitFor()
  await press(visitor, 'Count in local')
  await press(visitor, 'Count in local')
  await visitor.getByText('2 in this session').waitFor()
})

it('sends events from the page to the task and back', async () => {
  const events = example(page, 'events')
  await press(events, 'Ring the task')
  await events.getByText(/The page rang: \{"at":/).waitFor()
  await events.getByText('answer: "The task has received it."').waitFor()
})

it('writes to all pages from a timer', async () => {
  const other = await open('/tour/sessions')
  const heard = example(other, 'everybody')
  await heard.getByText('A gong sounds').waitFor()
  await press(example(page, 'everybody'), 'Ring the gong')
  await heard.getByText('Gong!').waitFor()
  await example(page, 'everybody').getByText('Gong!').waitFor()
})

it('ends a session with its task, after running deferred functions', async () => {
  const end = example(page, 'end')
  const before = await countOf(page)
  await press(end, 'End this session')
  await end.getByText('This was the last line.').waitFor()
  await end.locator('.webio[data-webio-status="closed"]').waitFor()
  await page.reload()
  expect(await countOf(page)).toBeGreaterThan(before)
})

it('reports an error without its details, and continues the session', async () => {
  const errors = example(page, 'errors')
  await press(errors, 'Fail')
  await untilToast(page, 'An internal error occurred')
  expect(await page.getByText('The pot fell down').count()).toBe(1)
  expect(await errors.locator('.webio').getAttribute('data-webio-status')).toBe('open')
})

it('opens another application in a new window and in this one, and returns with the Back button', async () => {
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

/** How many sessions have ended according to the example. */
async function countOf(of: Page): Promise<number> {
  const line = example(of, 'end').getByText('Sessions that have ended here')
  return Number((await line.innerText()).split(': ')[1])
}
