import { put_code, put_row } from '@webio/core'
import { chromiumOfFile } from './chromium'
import { openOneSession } from './one-session'

const chromium = chromiumOfFile()

it('does not hide code behind the button that copies it, where the button is always there', async () => {
  const phone = { viewport: { width: 320, height: 600 }, hasTouch: true, isMobile: true }
  await using session = await openOneSession(chromium, phone)
  const { page, step } = session
  await step(() => {
    put_row([put_code('a = 1'), put_code('b = 2')])
    put_code(`c = ${'3'.repeat(200)}`)
  })
  const edges = await page.locator('.webio-code').evaluateAll((boxes) =>
    boxes.map((box) => {
      const [code, button] = ['pre', 'button'].map((name) => box.querySelector(name) as Element)
      code?.scrollTo({ left: code.scrollWidth, behavior: 'instant' })
      const text = document.createRange()
      text.selectNodeContents(code?.firstElementChild as Element)
      return [text.getBoundingClientRect().right, button?.getBoundingClientRect().left] as const
    }),
  )
  expect(edges).toHaveLength(3)
  for (const [endOfText = 0, startOfButton] of edges)
    expect(endOfText).toBeLessThanOrEqual(startOfButton ?? 0)
})
