import type { Page } from 'playwright-core'
import {
  hold,
  input,
  PASSWORD,
  input_group,
  popup,
  put_button,
  put_datatable,
  put_input,
  put_text,
  share,
} from '@webio/core'
import type { ShareLink, ShareOptions } from '@webio/core'
import { expectAccessible } from './axe'
import { chromiumOfFile } from './chromium'
import { many, openTable, rowsOf } from './datatable-page'
import { deferred, eventually, untilStatus, untilTexts } from './page-tools'
import { startSite } from './site'

const chromium = chromiumOfFile()

/** A task that shares its session first. */
function sharing(options: ShareOptions, task: () => unknown) {
  const { promise: link, resolve } = deferred<ShareLink>()
  const index = async (): Promise<void> => {
    resolve(await share(options))
    await task()
  }
  return { link, index }
}

/** The user, from a header that a proxy in front of a site would set. */
const authorize = ({ headers }: { headers: Readonly<Record<string, unknown>> }) => headers['x-user'] ?? null

const as = (user: string) => ({ extraHTTPHeaders: { 'x-user': user } })

async function asking(): Promise<void> {
  for (;;) put_text(await input('Text'))
}

const lineOf = (page: Page) => page.locator('.webio-viewers')

it('[W6] a form goes from one browser to another and back, with the text typed so far', async () => {
  const { link, index } = sharing({ role: 'driver' }, asking)
  await using site = await startSite(chromium, { index }, { authorize })
  const ada = await chromium.open(site.page, as('Ada'))
  await ada.getByLabel('Text').fill('half-ty')
  const bob = await chromium.open((await link).url, as('Bob'))
  await eventually(async () => expect(await bob.getByLabel('Text').inputValue()).toBe('half-ty'))
  await ada.getByText('Bob has taken over. You are watching.').waitFor()
  await bob.getByText('Ada is watching.').waitFor()
  expect(await ada.getByLabel('Text').isDisabled()).toBe(true)
  expect(await ada.getByRole('button', { name: 'Submit' }).isDisabled()).toBe(true)

  // Ada sees each letter that Bob types.
  await bob.getByLabel('Text').press('End')
  await bob.getByLabel('Text').pressSequentially('ped')
  await eventually(async () => expect(await ada.getByLabel('Text').inputValue()).toBe('half-typed'))
  await bob.getByRole('button', { name: 'Submit' }).click()
  await Promise.all([untilTexts(ada, ['half-typed']), untilTexts(bob, ['half-typed'])])

  await bob.getByLabel('Text').fill('mo')
  await ada.getByRole('button', { name: 'Take back' }).click()
  await eventually(async () => expect(await ada.getByLabel('Text').isEnabled()).toBe(true))
  await eventually(async () => expect(await ada.getByLabel('Text').inputValue()).toBe('mo'))
  await bob.getByText('Ada has taken over. You are watching.').waitFor()
  await ada.getByLabel('Text').fill('more')
  await ada.getByLabel('Text').press('Enter')
  await Promise.all([untilTexts(ada, ['half-typed', 'more']), untilTexts(bob, ['half-typed', 'more'])])
  // The next form is empty.
  await Promise.all(
    [ada, bob].map((page) =>
      eventually(async () => expect(await page.getByLabel('Text').inputValue()).toBe('')),
    ),
  )
})

it('[W3] an observer sees everything, but can operate nothing with the mouse, the keyboard or a script', async () => {
  const heard: string[] = []
  const { link, index } = sharing({}, async () => {
    put_button('Buy', () => heard.push('bought'))
    put_text('clickable').onclick(() => heard.push('clicked'))
    put_input('pin', { label: 'Pin' })
    await input_group('Log in', [
      input('Name', { name: 'name' }),
      input('Key', { name: 'key', type: PASSWORD }),
    ])
    popup('Terms', [put_button('Agree', () => heard.push('agreed'))], { closable: true })
    await hold()
  })
  await using site = await startSite(chromium, { index })
  const ada = await chromium.open(site.page)
  const bob = await chromium.open((await link).url)
  await bob.getByText('You are watching. Someone else is using this page.').waitFor()
  await ada.getByText('People watching: 1').waitFor()
  await ada.getByLabel('Name').fill('Ada')
  await ada.getByLabel('Key').fill('secret')
  await eventually(async () => expect(await bob.getByLabel('Name').inputValue()).toBe('Ada'))
  expect(await bob.getByLabel('Key').inputValue()).toBe('')
  for (const name of ['Name', 'Key', 'Pin']) expect(await bob.getByLabel(name).isDisabled()).toBe(true)
  for (const name of ['Buy', 'Submit', 'Reset'])
    expect(await bob.getByRole('button', { name }).isDisabled()).toBe(true)
  expect(await bob.getByRole('button', { name: 'Take over' }).count()).toBe(0)
  await expectAccessible(bob)

  await bob.getByRole('button', { name: 'Buy' }).dispatchEvent('click')
  await bob.getByText('clickable').click()
  await bob.getByText('clickable').press('Enter')
  await bob.locator('form[data-webio-form]').evaluate((form: HTMLFormElement) => form.requestSubmit())
  // Anything that was sent would arrive before Ada's next action.
  await ada.getByRole('button', { name: 'Buy' }).click()
  await eventually(() => expect(heard).toEqual(['bought']))

  await ada.getByRole('button', { name: 'Submit' }).click()
  const dialog = bob.getByRole('dialog', { name: 'Terms' })
  await dialog.waitFor()
  expect(await dialog.getByRole('button', { name: 'Agree' }).isDisabled()).toBe(true)
  expect(await dialog.getByRole('button', { name: 'Close' }).count()).toBe(0)
  await bob.keyboard.press('Escape')
  await ada.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(heard).toEqual(['bought'])
})

it('[D6] an observer scrolls through a table whose rows come from a function, independently of the driver', async () => {
  const records = many(5000)
  const { link, index } = sharing({ role: 'driver' }, async () => {
    put_datatable(
      ({ offset, limit }) => ({ rows: records.slice(offset, offset + limit), total: records.length }),
      { column_order: ['n', 'name'], id_field: 'n', onselect: (row) => put_text(`selected ${row}`) },
    )
    await hold()
  })
  await using site = await startSite(chromium, { index })
  const ada = await openTable(chromium, site)
  const bob = await chromium.open((await link).url)
  const [adas, bobs] = [ada.getByRole('grid'), bob.getByRole('grid')]
  // Bob has taken over, and both see the first rows.
  await ada.getByRole('button', { name: 'Take back' }).waitFor()
  for (const grid of [adas, bobs])
    await eventually(async () => expect((await rowsOf(grid))[0]).toEqual(['0', 'record 0']))
  await adas.evaluate((element) => (element.scrollTop = element.scrollHeight))
  await adas.getByRole('gridcell', { name: 'record 4999' }).waitFor()
  expect((await rowsOf(bobs))[0]).toEqual(['0', 'record 0'])
  // As the driver, she may use the rows that she received as an observer.
  await ada.getByRole('button', { name: 'Take back' }).click()
  await bob.getByText('Someone else has taken over. You are watching.').waitFor()
  await adas.getByRole('gridcell', { name: 'record 4999' }).click()
  await ada.getByText('selected 4999').waitFor()
  await bobs.evaluate((element) => (element.scrollTop = element.scrollHeight / 2))
  await bobs.getByRole('gridcell', { name: 'record 2500', exact: true }).waitFor()
})

it('[W2] an observer comes back after a reload, and is told about the end', async () => {
  const { link, index } = sharing({}, async () => {
    put_text(await input('Text'))
  })
  await using site = await startSite(chromium, { index })
  const ada = await chromium.open(site.page)
  const bob = await chromium.open((await link).url)
  await lineOf(bob).waitFor()
  await bob.reload()
  await lineOf(bob).waitFor()
  expect(site.sessions()).toHaveLength(1)
  await ada.getByLabel('Text').fill('bye')
  await ada.getByLabel('Text').press('Enter')
  await untilTexts(bob, ['bye'])
  await untilStatus(bob, 'closed')
  const late = await chromium.open((await link).url)
  await late.getByText('This session has ended.').waitFor()
  expect(await late.getByRole('button').count()).toBe(0)
})

it('a viewer who may drive takes over while a popup is open', async () => {
  const { link, index } = sharing({ role: 'driver' }, async () => {
    popup('Question')
    await hold()
  })
  await using site = await startSite(chromium, { index }, { authorize })
  const ada = await chromium.open(site.page, as('Ada'))
  await ada.getByRole('dialog').waitFor()
  const bob = await chromium.open((await link).url, as('Bob'))
  await bob.getByRole('dialog').getByRole('button', { name: 'Close' }).waitFor()
  await ada.getByRole('button', { name: 'Take back' }).click()
  await ada.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await ada.getByRole('dialog').waitFor({ state: 'detached' })
  await bob.getByText('Ada has taken over. You are watching.').waitFor()
})
