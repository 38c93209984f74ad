import { equalSecrets, randomToken } from './tokens'

it.each([
  ['the same', 'secret', true],
  ['another one of the same length', 'secreT', false],
  ['a longer one with the same beginning', 'secret!', false],
  ['a shorter one', 'secre', false],
  ['nothing', '', false],
])('a secret equals %s: %p is %p', (_what, other, isEqual) => {
  expect([equalSecrets('secret', other), equalSecrets(other, 'secret')]).toEqual([isEqual, isEqual])
})

it('never returns the same token twice', () => {
  expect(new Set(Array.from({ length: 1000 }, randomToken)).size).toBe(1000)
})
