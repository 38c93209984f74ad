/** @jest-environment jsdom */
import { RunBudget } from '../session/run-budget'
import { Arrivals } from './arrivals'

/** The number of outputs that fade in if `count` of them arrive together. */
async function fading(count: number): Promise<number> {
  let faded = 0
  const arrivals = new Arrivals(() => true)
  for (let id = 0; id < count; id++) {
    const element = document.createElement('p')
    element.animate = () => {
      faded++
      return {} as Animation
    }
    arrivals.arrived(id, element)
  }
  await Promise.resolve()
  return faded
}

it('a few outputs fade in; those of a page that catches up do not, no matter how slow it is', async () => {
  Object.assign(window, { matchMedia: () => ({ matches: false }) })
  const budget = new RunBudget()
  for (let run = 0; run < 100; run++) budget.report(10_000, true)
  expect(await fading(3)).toBe(3)
  expect(await fading(budget.limit)).toBe(0)
})
