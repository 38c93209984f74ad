import { example, siteBrowser } from './site-browser'

jest.setTimeout(60_000)

const { open } = siteBrowser()

describe('the tour', () => {
  it('leads from the index to a family, and shows each example with its source', async () => {
    const page = await open('/tour')
    await page
      .getByRole('main')
      .getByRole('link', { name: /Content/ })
      .last()
      .click()
    await page.getByRole('heading', { name: 'put_text', exact: true }).waitFor()
    const section = page.getByRole('region', { name: 'put_text', exact: true })
    expect(await section.getByRole('figure').innerText()).toContain(
      'export function text()',
    )
    await example(page, 'text')
      .getByText('so do lines, and <b>tags</b> are text.')
      .waitFor()
  })

  it('has no page for a family that is not there', async () => {
    const page = await open('/tour')
    const answer = await page.request.get(`${page.url()}/nothing`)
    expect(answer.status()).toBe(404)
  })
})
