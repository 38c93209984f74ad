/** Loads another copy of a module, as a second bundle on a page does. */
function anotherCopy() {
  jest.resetModules()
  return import('./resume/resume-place')
}

it('gives components of two copies of the package different storage keys', async () => {
  const [first, second] = [await anotherCopy(), await anotherCopy()]
  expect(first.takePlace).not.toBe(second.takePlace)
  const place = { endpoint: '/webio', app: 'copies' }
  const one = first.takePlace(place)
  expect(second.takePlace(place).key).not.toBe(one.key)
  one.release()
  expect(second.takePlace(place).key).toBe(one.key)
})
