import { put_text, use_scope } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate } from '../support/app'

const keepsHeight = (t: Awaited<ReturnType<typeof open_app>>): unknown => {
  const spec = t.tree.nodes.get(t.tree.scopes.get('s') ?? -1)?.spec
  return spec?.type === 'scope' && (spec.keeps_height ?? false)
}

it('[C9] a scope that is filled again keeps its height until the body ends, even if it throws', async () => {
  const gate = new Gate()
  const t = await open_app(async () => {
    use_scope('s', () => put_text('old'))
    const filled = use_scope('s', { clear: true }, async () => {
      put_text('first')
      await gate.promise
      throw new Error('no')
    })
    await filled.catch(() => put_text('failed'))
  })
  expect([t.text('s'), keepsHeight(t)]).toEqual(['first', true])
  gate.open()
  await t.until(() => t.closed)
  expect([t.text('s'), keepsHeight(t)]).toEqual(['first', false])
})

it('a scope that is filled at once keeps no height, because it reaches the page in one batch', async () => {
  const t = await open_app(() => {
    use_scope('s', () => put_text('old'))
    use_scope('s', { clear: true }, () => put_text('new'))
  })
  expect([t.text('s'), keepsHeight(t)]).toEqual(['new', false])
})

it('with `using`, until the block ends', async () => {
  const gate = new Gate()
  const t = await open_app(async () => {
    use_scope('s', () => put_text('old'))
    {
      using _ = use_scope('s', { clear: true })
      await gate.promise
      put_text('new')
    }
    put_text('outside')
  })
  expect([t.text('s'), keepsHeight(t)]).toEqual(['', true])
  gate.open()
  await t.until(() => t.closed)
  expect([t.text(), keepsHeight(t)]).toEqual(['new\noutside', false])
})

it('also empties ROOT', async () => {
  const gate = new Gate()
  const t = await open_app(async () => {
    put_text('old')
    await use_scope('ROOT', { clear: true }, async () => {
      await gate.promise
      put_text('new')
    })
  })
  expect(t.text()).toBe('')
  gate.open()
  await t.until(() => t.closed)
  expect([t.text(), t.errors]).toEqual(['new', []])
})
