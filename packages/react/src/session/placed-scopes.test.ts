import { PlacedScopes } from './placed-scopes'

describe('PlacedScopes', () => {
  it('gives a scope to its first place, then to the next; without one it is nowhere', () => {
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

  it('tells only who listens to that name', () => {
    const placed = new PlacedScopes()
    const changed = jest.fn()
    placed.subscribe('a', changed)()
    placed.subscribe('b', changed)
    placed.add('a', Symbol('a'))
    expect(changed).not.toHaveBeenCalled()
  })
})
