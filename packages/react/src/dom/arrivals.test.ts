/** @jest-environment jsdom */
import { RunBudget } from '../session/run-budget'
import { Arrivals } from './arrivals'

/** The numbers of outputs that fade in if so many of them arrive together, one group after another. */
async function fading(groups: readonly number[], newest?: number): Promise<number[]> {
  const arrivals = new Arrivals(
    () => true,
    () => {},
    newest,
  )
  const faded: number[] = []
  let id = newest ?? -1
  for (const [index, count] of groups.entries()) {
    faded.push(0)
    for (let each = 0; each < count; each++) {
      const element = document.createElement('p')
      element.animate = () => {
        faded[index]!++
        return {} as Animation
      }
      arrivals.arrived(++id, element)
    }
    await Promise.resolve()
  }
  return faded
}

beforeAll(() => Object.assign(window, { matchMedia: () => ({ matches: false }) }))

it('a few outputs fade in; those of a page that catches up do not, no matter how slow it is', async () => {
  const budget = new RunBudget()
  for (let run = 0; run < 100; run++) budget.report(10_000, true)
  expect(await fading([1, 3])).toEqual([0, 3])
  expect(await fading([1, budget.limit])).toEqual([0, 0])
})

it('the first outputs of a page appear at once', async () => {
  expect(await fading([2, 2])).toEqual([0, 2])
  // Something is shown already.
  expect(await fading([2, 2], 5)).toEqual([2, 2])
})
