import { cancel, confirm, isCancel, select, text } from '@clack/prompts'
import type { Template } from './arguments'
import { TEMPLATES } from './arguments'
import { checkFolder } from './create/create-project'
import { CreateError } from './create-error'

/** Thrown when a person has cancelled the dialog. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'
}

/** Asks for the folder of a new project until the answer is a usable one. */
export const askFolder = async (): Promise<string> =>
  answered(
    await text({
      message: 'In which folder?',
      placeholder: 'webio-app',
      defaultValue: 'webio-app',
      validate: (value) => problemOf(value || 'webio-app'),
    }),
  )

export const askTemplate = async (): Promise<Template> =>
  answered(
    await select({
      message: 'What should it be?',
      options: (Object.keys(TEMPLATES) as Template[]).map((value) => ({
        value,
        label: value,
        hint: TEMPLATES[value],
      })),
    }),
  )

export const askInstall = async (): Promise<boolean> =>
  answered(await confirm({ message: 'Install the packages now?', initialValue: true }))

export const askGit = async (): Promise<boolean> =>
  answered(await confirm({ message: 'Make it a Git repository?', initialValue: true }))

function answered<T>(value: T): Exclude<T, symbol> {
  if (!isCancel(value)) return value as Exclude<T, symbol>
  cancel('Nothing was created.')
  throw new CancelledError()
}

function problemOf(folder: string): string | undefined {
  try {
    checkFolder(folder)
    return undefined
  } catch (error) {
    if (error instanceof CreateError) return error.message
    throw error
  }
}
