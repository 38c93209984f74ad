/** A family of functions with a page in the tour. */
export interface Family {
  /** Name of its page, of its file in tasks/tour/, and, after `tour_`, of its application. */
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
      'Texts, Markdown, code, messages, images, progress: everything that a task can show, one line for each.',
  },
  {
    name: 'files',
    title: 'Files',
    summary:
      'Downloads and uploads of any size: streamed, with progress, and deleted with the session.',
  },
  {
    name: 'inputs',
    title: 'Inputs',
    summary:
      'A call asks, waits, and returns the answer: checked, and with the right type.',
  },
  {
    name: 'forms',
    title: 'Forms',
    summary:
      'Several fields at once, with rules for each and for all; your own buttons; forms that change while they are open.',
  },
  {
    name: 'pins',
    title: 'Pins',
    summary:
      'Fields among the outputs that the task does not wait for: read them, write them, react to changes.',
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
      'Named places on the page to fill, clear and scroll to from anywhere in the code.',
  },
  {
    name: 'page',
    title: 'Page',
    summary: 'Settings of the whole page: its width, its animations, its scrolling.',
  },
  {
    name: 'tables',
    title: 'Tables and charts',
    summary:
      'Plain tables, data tables for a hundred thousand records or a data source, and charts.',
  },
  {
    name: 'companions',
    title: 'Companions',
    summary:
      'Questions in popups, logs, programs, videos, the browser’s storage, editable tables, shortcuts and themes.',
  },
  {
    name: 'sessions',
    title: 'Sessions',
    summary:
      'Concurrent tasks, worker threads, scripts in the page, events to and from it, and the end of a session.',
  },
]

export function family(name: string): Family {
  const found = FAMILIES.find((one) => one.name === name)
  if (!found) throw new Error(`There is no family ${name}. Add it to lib/tour.ts.`)
  return found
}
