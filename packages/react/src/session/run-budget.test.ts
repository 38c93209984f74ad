import { RunBudget } from './run-budget'

describe('RunBudget', () => {
  it('lowers the limit in proportion when a run takes too long', () => {
    const budget = new RunBudget()
    const before = budget.limit
    budget.report(64, true)
    expect(budget.limit).toBe(before / 2)
  })

  it('raises the limit when a run that left work to do was fast', () => {
    const budget = new RunBudget()
    const before = budget.limit
    budget.report(5, true)
    expect(budget.limit).toBe(before * 1.3)
  })

  it('ignores a run that did not use up its limit', () => {
    const budget = new RunBudget()
    const before = budget.limit
    budget.report(1, false)
    budget.report(1000, false)
    expect(budget.limit).toBe(before)
  })

  it('keeps the limit within bounds', () => {
    const budget = new RunBudget()
    for (let run = 0; run < 50; run++) budget.report(10_000, true)
    expect(budget.limit).toBe(32)
    for (let run = 0; run < 50; run++) budget.report(0, true)
    expect(budget.limit).toBe(2000)
  })
})
