import { axe, toHaveNoViolations } from 'jest-axe'

expect.extend(toHaveNoViolations)

/** Fails, naming the rules that are broken, where axe finds fault with what is below `element`. */
export async function expectAccessible(element: Element): Promise<void> {
  expect(await axe(element)).toHaveNoViolations()
}
