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
  {
    name: 'inputs',
    title: 'Inputs',
    summary:
      'A call asks and waits, and gives what was answered: checked, and with the right type.',
  },
  {
    name: 'forms',
    title: 'Forms',
    summary:
      'Several fields at once, with rules for each and for all; buttons of your own; forms that change while they are open.',
  },
  {
    name: 'pins',
    title: 'Pins',
    summary:
      'Fields among the outputs, which wait for nothing: read them, write them, hear of changes.',
  },
  {
    name: 'interaction',
    title: 'Interaction',
    summary:
      'Buttons, clicks, popups and toasts. Each of them calls a function on the server.',
  },
  {
    name: 'layout',
    title: 'Layout',
    summary:
      'Rows, columns, grids, tabs and boxes. Any output in any container, to any depth.',
  },
  {
    name: 'scopes',
    title: 'Scopes',
    summary:
      'Named places on the page, to be filled, emptied and scrolled to from wherever the code is.',
  },
  {
    name: 'page',
    title: 'Page',
    summary: 'Settings of the page as a whole: how wide, how lively, how it scrolls.',
  },
  {
    name: 'tables',
    title: 'Tables and charts',
    summary:
      'Plain tables, data tables for a hundred thousand records or a source of them, and charts.',
  },
  {
    name: 'companions',
    title: 'Companions',
    summary:
      'Questions in popups, logs, programs, videos, what the browser keeps, tables to edit, shortcuts and themes.',
  },
  {
    name: 'sessions',
    title: 'Sessions',
    summary:
      'Tasks beside each other, worker threads, scripts in the page, events from and to it, and what happens at the end.',
  },
]

export function family(name: string): Family {
  const found = FAMILIES.find((one) => one.name === name)
  if (!found) throw new Error(`There is no family ${name}. Add it to lib/tour.ts.`)
  return found
}
