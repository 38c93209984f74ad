/** The pages of the site that show one application each. */
export interface Demo {
  /** Name of the application, of its file in tasks/, and of its page. */
  readonly app: string
  readonly title: string
  readonly summary: string
}

export const DEMOS: readonly Demo[] = [
  {
    app: 'wizard',
    title: 'Wizard',
    summary:
      'Three forms, one after another. Each await is a step, and the server checks every answer.',
  },
  {
    app: 'live',
    title: 'Live',
    summary:
      'A clock that ticks and a job that reports. Loops on the server, pages that follow.',
  },
  {
    app: 'table',
    title: 'Table',
    summary:
      'Rows with buttons that edit and delete. A button’s callback is a function next to the data.',
  },
  {
    app: 'chat',
    title: 'Chat',
    summary:
      'A room for everyone who has the page open. One file, without a message bus.',
  },
  {
    app: 'claim',
    title: 'Hand over',
    summary:
      'One form, passed from one browser to another along with the typed text. Others may watch.',
  },
]

export function demo(app: string): Demo {
  const found = DEMOS.find((one) => one.app === app)
  if (!found) throw new Error(`There is no demo ${app}. Add it to lib/demos.ts.`)
  return found
}
