import { DEMOS } from './demos'
import { FAMILIES } from './tour'

/** A page of the site. */
export interface SitePage {
  readonly path: string
  readonly title: string
  /** Loaded as a whole, because its headers restrict what it shows. */
  readonly isLoaded?: boolean
}

/** The pages in the navigation. */
export const NAVIGATION: readonly SitePage[] = [
  ...DEMOS.map(({ app, title }) => ({ path: `/${app}`, title })),
  { path: '/embed', title: 'Embed' },
  { path: '/headless', title: 'Headless' },
  { path: '/shadcn', title: 'shadcn/ui' },
  { path: '/tour', title: 'Tour' },
  { path: '/docs', title: 'Docs' },
  { path: '/docs/playground', title: 'Playground', isLoaded: true },
]

/** All pages. A test fails for a page that is missing here. */
export const PAGES: readonly SitePage[] = [
  { path: '/', title: 'WebIO in Next.js' },
  ...NAVIGATION,
  { path: '/embed/without', title: 'Embed, without the applications' },
  ...FAMILIES.map(({ name, title }) => ({ path: `/tour/${name}`, title })),
]
