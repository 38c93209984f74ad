import { example, press, siteBrowser } from './site-browser'

jest.setTimeout(120_000)

const { open } = siteBrowser()

describe('the tour of tables', () => {
  it('shows plain tables, with spans and buttons in cells', async () => {
    const page = await open('/tour/tables')
    const shown = example(page, 'table').getByRole('table')
    await shown.nth(1).waitFor()
    expect(await shown.nth(0).getByRole('columnheader').allTextContents()).toEqual([
      'Name',
      'Minutes',
      'Celsius',
    ])
    expect(await shown.nth(1).getByRole('columnheader').allTextContents()).toEqual([
      'name',
      'Time',
    ])
    await press(example(page, 'spans'), 'Brew Assam')
    await example(page, 'spans').getByText('Assam is ready.').waitFor()
  })

  it('sorts and searches a hundred thousand records', async () => {
    const page = await open('/tour/tables')
    const table = example(page, 'datatable')
    await table.getByText('100,000 rows').waitFor()
    await table.locator('[aria-busy=false][data-webio-output=datatable]').waitFor()
    await table.getByRole('searchbox').fill('99999')
    await table.getByRole('gridcell', { name: '99999', exact: true }).first().waitFor()
    await table.getByRole('columnheader', { name: 'Visitors' }).click()
    await table.getByText(/ of 100,000 rows/).waitFor()
  })

  it('acts on the selected rows', async () => {
    const page = await open('/tour/tables')
    const table = example(page, 'selection')
    await table.getByRole('gridcell', { name: 'Assam', exact: true }).click()
    await table.getByRole('gridcell', { name: 'Keemun', exact: true }).click()
    await press(table, 'Brew')
    await table.getByText('Brewing assam and keemun').waitFor()
  })

  it('changes rows in place', async () => {
    const page = await open('/tour/tables')
    const table = example(page, 'changes')
    await press(table, 'Cool the first')
    await table.getByRole('gridcell', { name: '40' }).waitFor()
    await press(table, 'Pour another')
    await table.getByRole('row', { name: 'Keemun' }).waitFor()
    expect(await table.getByRole('row').allTextContents()).toEqual([
      'IdTeaDegrees',
      '1Sencha40',
      '3Keemun90',
      '2Assam95',
    ])
    await press(table, 'Drink the last')
    await table.getByRole('row', { name: 'Keemun' }).waitFor({ state: 'detached' })
  })

  it('reads rows from a source as they come into view', async () => {
    const page = await open('/tour/tables')
    const grid = example(page, 'source').getByRole('grid')
    await grid.getByRole('gridcell', { name: '0', exact: true }).first().waitFor()
    await grid.evaluate((element) => (element.scrollTop = element.scrollHeight))
    await grid.getByRole('gridcell', { name: '399999', exact: true }).waitFor()
  })

  it('draws a chart', async () => {
    const page = await open('/tour/tables')
    const chart = example(page, 'chart').getByRole('img', { name: 'Visitors' })
    await chart.locator('canvas').waitFor()
    await press(example(page, 'chart'), 'Another week')
    await chart.locator('canvas').waitFor()
  })
})
