import { axe, toHaveNoViolations } from 'jest-axe'

expect.extend(toHaveNoViolations)

/** Fails with the broken rules if axe finds a problem inside `element`. */
export async function expectAccessible(element: Element): Promise<void> {
  expect(await axe(element)).toHaveNoViolations()
}
