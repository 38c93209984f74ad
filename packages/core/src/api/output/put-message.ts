import type { MessageType } from '../../protocol/output-spec'
import type { OptionRules } from '../arguments'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'
import { addAll } from './handle/content'
import { optionsAmong } from './put-text'

export interface MessageOptions extends OutputOptions {
  /** Adds a close button. @default false */
  closable?: boolean
}

const MESSAGE_RULES = { ...OUTPUT_OPTION_RULES, closable: 'boolean' } as const satisfies OptionRules

interface MessageParams {
  readonly contents?: unknown
  readonly closable?: boolean
}

/** The arguments of a message: outputs and texts (any other value becomes a text), and options at the end. */
type MessageArguments = [...contents: unknown[], options: MessageOptions] | unknown[]

function messageFunction(type: MessageType): (...contents: MessageArguments) => Output {
  const kind: OutputKind<MessageParams> = {
    name: `put_${type}`,
    parameters: { contents: 'any' },
    options: MESSAGE_RULES,
    container: true,
    slot: 'contents',
    build(id, { contents, closable }, children) {
      addAll(children, contents, 'contents')
      return { id, type, ...(closable && { closable }) }
    },
  }
  return (...contents) => {
    const options = optionsAmong<MessageOptions>(contents, MESSAGE_RULES)
    return makeOutput(kind, { contents: options ? contents.slice(0, -1) : contents }, options)
  }
}

/**
 * Shows a blue box, for information.
 *
 * @param contents outputs and texts; any other value becomes a text. If the last argument is a plain object with only option names as keys, and not
 * the only argument, it holds the options. `enter` adds more contents
 * @throws TypeError if an option has the wrong type
 * @example put_info('Saved at ', time, { closable: true })
 */
export const put_info: (...contents: MessageArguments) => Output = messageFunction('info')

/** Shows a green box, for success. Its arguments are those of `put_info`. */
export const put_success: (...contents: MessageArguments) => Output = messageFunction('success')

/** Shows a yellow box, for warnings. Its arguments are those of `put_info`. */
export const put_warning: (...contents: MessageArguments) => Output = messageFunction('warning')

/** Shows a red box, for errors. Its arguments are those of `put_info`. */
export const put_error: (...contents: MessageArguments) => Output = messageFunction('error')
