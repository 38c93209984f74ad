import type { Logger } from '../../engine/logger'
import type { TaskFunction } from '../../engine/tasks/applications'
import { authorStack, stackOf } from '../../engine/tasks/task-failure'
import type { OpenApp } from '../../testing/open-app'
import { open_app } from '../../testing/open-app'
import { formText } from './form-text'

/** The result of running an application. */
export interface Trial {
  /** The page as text, at each answered form and at the end. */
  readonly pages: readonly string[]
  readonly mistakes: readonly string[]
}

export interface TrialOptions {
  readonly answers: readonly unknown[]
  readonly timeoutSeconds: number
}

/** Runs an application without a browser to its first form, and to the next form with each answer. */
export async function tryApplication(
  main: TaskFunction,
  { answers, timeoutSeconds }: TrialOptions,
): Promise<Trial> {
  const mistakes: string[] = []
  const pages: string[] = []
  let isDone = false
  const task: TaskFunction = async (params) => {
    try {
      return await main(params)
    } finally {
      isDone = true
    }
  }
  const t = await open_app(task, { logger: loggerInto(mistakes), patience: timeoutSeconds })
  const rest = async (): Promise<void> => {
    const isAtRest = (): boolean => t.closed || isDone || t.tree.forms.size > 0
    await t
      .until(isAtRest)
      .catch(() => mistakes.push(`it is still working after ${timeoutSeconds} s, and no form is open.`))
    await t.settle()
    pages.push(pageText(t))
  }
  await rest()
  for (const answer of answers) {
    if (t.tree.forms.size === 0) {
      mistakes.push(`there is no form for the answer ${JSON.stringify(answer)}.`)
      break
    }
    const refusals = await t.submit(answer).catch((error: unknown) => ({ '': (error as Error).message }))
    for (const [field, message] of Object.entries(refusals))
      mistakes.push(
        `the answer ${JSON.stringify(answer)} is refused${field === '' ? '' : ` for ${field}`}: ${message}`,
      )
    await rest()
    if (Object.keys(refusals).length > 0) break
  }
  await t[Symbol.asyncDispose]()
  return { pages, mistakes }
}

function pageText(t: OpenApp): string {
  const { popup, toasts } = t
  return [
    t.text(),
    ...(popup ? [`[popup] ${popup.title}\n${popup.text}`] : []),
    ...toasts.map(({ content }) => `[toast] ${content}`),
    ...[...t.tree.forms.values()].map(({ spec }) => formText(spec)),
  ]
    .filter((text) => text !== '')
    .join('\n')
}

/** Turns warnings and errors of the log into mistakes: a correct page logs none. */
function loggerInto(mistakes: string[]): Logger {
  const note: Logger['warn'] = (message, ...details) =>
    void mistakes.push(
      [message.replace(/^\[webio\] /, ''), ...details.map((detail) => authorStack(stackOf(detail)))].join(
        '\n',
      ),
    )
  return { debug: () => {}, info: () => {}, warn: note, error: note }
}
