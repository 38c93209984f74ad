import { Pacer } from './pacer'

it('admits a limited number per turn; the others follow in order, and new ones queue behind them', async () => {
  const due: (() => void)[] = []
  const turns = new Pacer(2, (work) => due.push(work))
  const passed: number[] = []
  const enter = (n: number): void => void turns.enter().then(() => passed.push(n))
  const turn = async (): Promise<readonly number[]> => {
    for (const work of due.splice(0)) work()
    await new Promise((resolve) => setImmediate(resolve))
    return passed.splice(0)
  }
  for (let n = 1; n <= 5; n++) enter(n)
  await new Promise((resolve) => setImmediate(resolve))
  expect(passed.splice(0)).toEqual([1, 2])
  enter(6)
  expect(await turn()).toEqual([3, 4])
  enter(7)
  expect(await turn()).toEqual([5, 6])
  expect(await turn()).toEqual([7])
  expect(await turn()).toEqual([])
  // Nothing is scheduled unless work is waiting.
  expect(due).toEqual([])
  enter(8)
  await new Promise((resolve) => setImmediate(resolve))
  expect(passed).toEqual([8])
})
