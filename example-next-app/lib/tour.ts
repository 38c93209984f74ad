/** A family of functions, which has a page of the tour. */
export interface Family {
  /** Name of its page, of its file in tasks/tour/, and, behind `tour_`, of its application. */
  readonly name: string
  readonly title: string
  readonly summary: string
}

/** The pages of the tour. A new family needs a line here and two in tasks/tour/index.ts and webio.ts. */
export const FAMILIES: readonly Family[] = [
  {
    name: 'content',
    title: 'Content',
    summary:
      'Texts, Markdown, code, messages, images, progress: what a task shows, a line each.',
  },
  {
    name: 'files',
    title: 'Files',
    summary:
      'Downloads and uploads of any size: streamed, with their progress, and gone with the session.',
  },
]

export function family(name: string): Family {
  const found = FAMILIES.find((one) => one.name === name)
  if (!found) throw new Error(`There is no family ${name}. Add it to lib/tour.ts.`)
  return found
}
