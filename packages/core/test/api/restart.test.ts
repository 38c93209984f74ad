import { defer_call, hold, put_button, put_text, restart, SessionClosedException } from '../../src/index'
import { open_app } from '../../src/testing/index'

it('ends the session as replaced, after deferred functions', async () => {
  const did: string[] = []
  await using app = await open_app(async () => {
    defer_call(() => did.push('deferred'))
    put_button('Again', () => {
      put_text('last words')
      restart()
      try {
        put_text('too late')
      } catch (error) {
        did.push((error as Error).name)
      }
    })
    await hold()
  })
  await app.click('Again')
  await app.until(() => app.closed && did.length === 2)
  expect(app.tree.closed).toEqual({ reason: 'replaced' })
  expect(app.text()).toContain('last words')
  expect(did).toEqual(['deferred', SessionClosedException.name])
})

it('needs a session', () => {
  expect(() => restart()).toThrow('restart: there is no session here')
})
