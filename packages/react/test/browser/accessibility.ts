import type { Page } from 'playwright-core'

/** An element of the page as Chromium describes it to a screen reader. */
export interface Accessible {
  readonly role: string
  readonly name: string
  /** Help and messages. */
  readonly description: string
  readonly isInvalid: boolean
  readonly isRequired: boolean
  readonly isFocused: boolean
}

interface RawNode {
  ignored: boolean
  role?: { value: unknown }
  name?: { value: unknown }
  description?: { value: unknown }
  properties?: { name: string; value: { value?: unknown } }[]
}

/** Chromium's accessibility tree of the page, in document order, without nodes that a screen reader ignores. */
export async function accessibilityTree(page: Page): Promise<Accessible[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: RawNode[] }
  await session.detach()
  return nodes.filter(({ ignored }) => !ignored).map(accessible)
}

/** The only element with a name and one of these roles. */
export async function accessibleOf(page: Page, name: string, ...roles: string[]): Promise<Accessible> {
  const found = (await accessibilityTree(page)).filter(
    (node) => node.name === name && roles.includes(node.role),
  )
  if (found.length !== 1) throw new Error(`${found.length} of ${roles.join()} are named ${name}.`)
  return found[0] as Accessible
}

function accessible({ role, name, description, properties = [] }: RawNode): Accessible {
  const property = (wanted: string): unknown => properties.find((one) => one.name === wanted)?.value.value
  return {
    role: String(role?.value ?? ''),
    name: String(name?.value ?? ''),
    description: String(description?.value ?? ''),
    isInvalid: ![undefined, 'false'].includes(property('invalid') as string | undefined),
    isRequired: property('required') === true,
    isFocused: property('focused') === true,
  }
}
