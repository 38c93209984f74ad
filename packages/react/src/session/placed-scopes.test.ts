import { PlacedScopes } from './placed-scopes'

describe('PlacedScopes', () => {
  it('gives a scope to its first place, and then to the next; a scope without a place is not shown', () => {
    const placed = new PlacedScopes()
    const [one, two] = [Symbol('one'), Symbol('two')]
    const changed = jest.fn()
    placed.subscribe('a', changed)
    expect(placed.placeOf('a')).toBeUndefined()
    const leaveOne = placed.add('a', one)
    const leaveTwo = placed.add('a', two)
    expect(placed.placeOf('a')).toBe(one)
    leaveOne()
    expect(placed.placeOf('a')).toBe(two)
    leaveTwo()
    expect(placed.placeOf('a')).toBeNull()
    expect(changed).toHaveBeenCalledTimes(4)
  })

  it('notifies only the listeners of that name', () => {
    const placed = new PlacedScopes()
    const changed = jest.fn()
    placed.subscribe('a', changed)()
    placed.subscribe('b', changed)
    placed.add('a', Symbol('a'))
    expect(changed).not.toHaveBeenCalled()
  })
})

it('notifies the listeners of all places of each change', () => {
  const placed = new PlacedScopes()
  const told = jest.fn()
  const stop = placed.subscribeToAll(told)
  const leave = placed.add('a', Symbol('a'))
  placed.add('b', Symbol('b'))
  expect(told).toHaveBeenCalledTimes(2)
  leave()
  expect(told).toHaveBeenCalledTimes(3)
  stop()
  placed.add('c', Symbol('c'))
  expect(told).toHaveBeenCalledTimes(3)
})
